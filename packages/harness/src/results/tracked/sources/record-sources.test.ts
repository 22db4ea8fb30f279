import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { storeFile } from '@retable/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadReproduction } from '../../../papers/load-reproduction.ts'
import { attest } from './attest.ts'
import { keepSources, recordedPlaces, sourcesNow, touched } from './record-sources.ts'

const checkout = path.resolve(import.meta.dirname, '../../../../../..')
const place = { paper: 'lift', tier: 'nano' } as const

/** A copy of what is read, to be changed. */
let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-touched-'))
  const without = (entry: string) => !['node_modules', 'data'].includes(path.basename(entry))
  const read = ['packages', 'reproductions/lift', 'results/lift', 'package-lock.json']
  for (const part of read) {
    await cp(path.join(checkout, part), path.join(root, part), {
      recursive: true,
      filter: (entry) => part !== 'packages' || without(entry),
    })
  }
  await symlink(path.join(checkout, 'node_modules'), path.join(root, 'node_modules'))
})
afterAll(() => rm(root, { recursive: true }))

async function edited<T>(file: string, change: (text: string) => string, then: () => Promise<T>): Promise<T> {
  const at = path.join(root, file)
  const text = await readFile(at, 'utf8')
  const changed = change(text)
  expect(changed).not.toBe(text)
  await writeFile(at, changed)
  try {
    return await then()
  } finally {
    await writeFile(at, text)
  }
}

const edit = (text: string) => `${text}\n// changed\n`

test('recipe, setup, engine, world and statistics of a recorded tier are among its sources; other things are not', async () => {
  const { sources } = await sourcesNow(root, place)
  expect(Object.keys(sources)).toEqual(
    expect.arrayContaining([
      'reproductions/lift/recipe.ts',
      'reproductions/lift/setup.nano.ts',
      'reproductions/lift/data/augment.ts',
      'packages/harness/src/engines/nanolm/driver.ts',
      'packages/harness/src/run/execute.ts',
      'packages/nanolm/src/losses/dpo.ts',
      'packages/nanolm/src/threads/worker.ts',
      'packages/nano-tasks/src/length-limits/world.ts',
      'packages/core/src/recipe/random.ts',
      'packages/stats/src/mean.ts',
    ]),
  )
  expect(Object.keys(sources).filter((name) => name.startsWith('@jax-js/jax@'))).toHaveLength(1)
  const others =
    /\/(?:setup\.(?:mini|paper)|replay|relations)\.ts$|\.test\.ts$|\/engines\/served\/|^packages\/(?:cli|report|client|runtimes)\//
  expect(Object.keys(sources).filter((name) => others.test(name))).toEqual([])
  expect(Object.keys(sources)).not.toContain('packages/nano-tasks/src/word-problems/world.ts')
})

test('a record is touched by what decides its numbers, and by nothing else', async () => {
  expect(await recordedPlaces(root)).toContainEqual(place)
  await rm(path.join(root, 'results/lift/nano/sources.json'), { force: true })
  expect(await touched(root, place)).toMatchObject({ isTouched: true })
  await keepSources(root, place)
  const isTouched = () => touched(root, place)
  expect(await isTouched()).toEqual({ isTouched: false })

  for (const file of [
    'reproductions/lift/recipe.ts',
    'packages/nanolm/src/sampling/draw-token.ts',
    'packages/stats/src/mean.ts',
  ]) {
    expect(await edited(file, edit, isTouched)).toEqual({ isTouched: true, changed: [file] })
  }
  const other = (text: string) => text.replace(/("node_modules\/@jax-js\/jax": \{\s+"version": ")/, '$19.')
  const newer = await edited('package-lock.json', other, isTouched)
  expect(newer).toMatchObject({ isTouched: true, changed: [expect.any(String), expect.any(String)] })

  for (const file of [
    'reproductions/lift/README.md',
    'reproductions/lift/setup.mini.ts',
    'packages/cli/src/main.ts',
    'packages/harness/src/verdicts/verdicts-of.ts',
    'packages/core/src/index.ts',
  ]) {
    expect(await edited(file, edit, isTouched), file).toEqual({ isTouched: false })
  }
})

test('of a paper that stands elsewhere nothing is kept', async () => {
  await cp(path.join(root, 'results/lift'), path.join(root, 'results/elsewhere'), { recursive: true })
  await rm(path.join(root, 'results/elsewhere/nano/sources.json'), { force: true })
  await keepSources(root, { paper: 'elsewhere', tier: 'nano' })
  expect(await readdir(path.join(root, 'results/elsewhere/nano'))).not.toContain('sources.json')
})

test('sources are kept where the whole run was theirs', async () => {
  const file = path.join(root, 'results/lift/nano/sources.json')
  await rm(file, { force: true })
  const loaded = await loadReproduction(checkout, 'lift')
  const storeDirectory = path.join(root, 'store')
  const begin = () => attest(root, loaded, { tier: 'nano', seed: 1, quick: false, storeDirectory })
  const none = { samples: 0, steps: 0 }

  // A store that the run itself has made holds nothing of another.
  const fresh = await begin()
  await mkdir(storeDirectory)
  await writeFile(path.join(storeDirectory, storeFile), '')
  const warm = await begin()
  expect(await warm.keep({ samples: 3, steps: 1 })).toContain('3 samples and 1 steps of model work came from')
  expect(existsSync(file)).toBe(false)
  const changed = await edited('packages/stats/src/mean.ts', edit, () => warm.keep(none))
  expect(changed).toContain('they changed during the run (packages/stats/src/mean.ts)')
  expect(existsSync(file)).toBe(false)

  expect(await warm.keep(none)).toBeNull()
  expect(await touched(root, place)).toEqual({ isTouched: false })
  await rm(file)
  expect(await fresh.keep({ samples: 3, steps: 1 })).toBeNull()
  expect(existsSync(file)).toBe(true)
})
