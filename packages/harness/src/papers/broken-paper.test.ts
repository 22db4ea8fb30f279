import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { reportedColumns } from '@retable/core/reported'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPapers } from './check/check-papers.ts'
import { listPapers } from './list-papers.ts'
import { loadReproduction } from './load-reproduction.ts'

/** A checkout with a sound paper, one that calls itself otherwise, one that cannot be loaded, and one without cells. */
let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-papers-'))
  const paper = (id: string) =>
    `export const reproduction = { paper: { id: '${id}', title: 'T', arxiv: '2401.00001v1', versions: [] }, claims: [] }\n`
  const modules = {
    sound: paper('sound'),
    moved: paper('other'),
    torn: "throw new Error('torn')\n",
    bare: paper('bare'),
  }
  for (const [name, text] of Object.entries(modules)) {
    const folder = path.join(root, 'reproductions', name)
    await mkdir(folder, { recursive: true })
    await writeFile(path.join(folder, 'reproduction.ts'), text)
    if (name !== 'bare') await writeFile(path.join(folder, 'reported.csv'), `${reportedColumns.join(',')}\n`)
  }
})
afterAll(() => rm(root, { recursive: true }))

test('a package that cannot be read is a fault, and keeps no other from being checked', async () => {
  const checks = await checkPapers(root, ['bare', 'moved', 'sound', 'torn'])
  expect(checks.map(({ paper, faults }) => [paper, faults.length])).toEqual([
    ['bare', 1],
    ['moved', 1],
    ['sound', 0],
    ['torn', 1],
  ])
  expect(checks.flatMap(({ faults }) => faults)).toEqual([
    expect.stringContaining('reported.csv'),
    'paper.ts calls it "other", and its folder is moved',
    expect.stringMatching(/torn\/reproduction\.ts.*: cannot be loaded as a module: torn/),
  ])
})

test('a paper that is named twice is checked once, and a name of none is an error', async () => {
  const folder = path.join(root, 'reproductions/sound')
  expect(await checkPapers(root, ['sound', folder, 'sound'])).toHaveLength(1)
  await expect(checkPapers(root, ['sound', 'sond'])).rejects.toThrow('did you mean sound?')
})

test('all papers are listed, with why one cannot be read', async () => {
  const listed = await listPapers(root)
  expect(listed.map(({ paper, fault }) => [paper, fault === ''])).toEqual([
    ['bare', false],
    ['moved', true],
    ['sound', true],
    ['torn', false],
  ])
})

test('a package that is named by its path says what it lacks', async () => {
  const sound = `paper: { id: 'own', title: 'T', arxiv: '2401.00001v1', versions: [] }, claims: []`
  const runs = `runs: { recipe: () => {}, tiers: { nano: () => ({}) }, defaultTier: 'nano', cells: [] }`
  const faults = [
    ['5', '"value" (an object is wanted)'],
    ['{ claims: [] }', '"paper" (an object is wanted)'],
    [`{ ${sound.replace("'T'", '5')} }`, '"paper.title" (a text is wanted)'],
    [`{ ${sound}, claims: [{ id: 'c', statement: 's' }] }`, '"claims[0].cells" (a list of texts is wanted)'],
    [`{ ${sound}, ${runs.replace('() => {}', '{}')} }`, '"runs.recipe" (a function is wanted)'],
    [`{ ${sound}, ${runs.replace("'nano'", "'mini'")} }`, '"runs.defaultTier" (the name of one of its tiers'],
    [
      `{ ${sound}, replay: { groups: [{ cells: [] }] } }`,
      '"replay.groups[0].recompute" (a function is wanted)',
    ],
  ] as const
  const load = async (at: number, text: string) => {
    const folder = path.join(root, `own${at}`)
    await mkdir(folder)
    await writeFile(path.join(folder, 'reproduction.ts'), `export const reproduction = ${text}\n`)
    return loadReproduction(root, folder)
  }
  for (const [i, [text, told]] of faults.entries()) {
    await expect(load(i, text)).rejects.toMatchObject({
      code: 'harness/bad-paper',
      message: expect.stringContaining(`reproduction.ts: its reproduction has no usable ${told}`),
    })
  }
  expect(await load(100, `{ ${sound}, ${runs} }`)).toMatchObject({ reproduction: { claims: [] } })
})
