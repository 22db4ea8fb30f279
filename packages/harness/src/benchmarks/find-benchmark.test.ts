import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Benchmark } from '@retable/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAnyBenchmark, findBenchmark } from './find-benchmark.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-benchmark-'))
})
afterAll(() => rm(directory, { recursive: true }))

async function found(name: string, content: string): Promise<Benchmark> {
  await writeFile(path.join(directory, name), content)
  return findBenchmark(path.join(directory, name))
}

const whole = `{
  id: 'mine', version: '1', splits: { test: { parse: () => [], size: 0 } },
  variants: [{ id: 'plain', grade: () => ({}) }], defaultVariant: 'plain', variantOfFormat: {},
  itemId: () => undefined, readGold: (given: string) => given, leaderboards: [],
}`

test('a module outside the repository is loaded by its path, absolute or from the current folder', async () => {
  expect(await found('whole.ts', `export const benchmark = ${whole}`)).toMatchObject({ id: 'mine' })
  const relative = path.relative(process.cwd(), path.join(directory, 'whole.ts'))
  expect(await findBenchmark(relative)).toMatchObject({ id: 'mine' })
})

test('what is no benchmark says what it lacks', async () => {
  await expect(findBenchmark('./nowhere.ts')).rejects.toThrow(/no benchmark at .*nowhere.ts: no such file$/)
  await mkdir(path.join(directory, 'folder'))
  await expect(findBenchmark(path.join(directory, 'folder'))).rejects.toThrow('is no file; name the module')
  await expect(found('empty.ts', 'export const other = 1')).rejects.toThrow(
    /empty.ts: exports no "benchmark"; write `export const benchmark/,
  )
  await expect(found('bad.ts', 'export const benchmark = {')).rejects.toThrow(
    /bad.ts: cannot be loaded as a module: /,
  )
  await expect(found('throws.ts', 'throw 5')).rejects.toThrow('cannot be loaded as a module: 5')
  await expect(found('part.ts', `export const benchmark = { id: 'x', version: '1' }`)).rejects.toThrow(
    'its benchmark has no usable "variants" (a list of variants is wanted); docs/add-a-benchmark.md says what belongs there',
  )
  const noDefault = whole.replace(`defaultVariant: 'plain'`, `defaultVariant: 'other'`)
  const faults = [
    [noDefault, '"defaultVariant" (the id of a variant is wanted)'],
    [whole.replace('() => ({})', '5'), '"variants[0].grade" (a function is wanted)'],
    [whole.replace('parse: () => [],', ''), '"splits.test.parse" (a function is wanted)'],
    [whole.replace('size: 0', `size: '0'`), '"splits.test.size" (a number is wanted)'],
    [whole.replace('leaderboards: []', 'leaderboards: 5'), '"leaderboards" (a list is wanted)'],
    [whole.replace(`version: '1'`, `version: ''`), '"version" (a text that is not empty is wanted)'],
    [
      whole.replace('splits:', 'get itemId() { throw 5 }, splits:').replace('itemId: () => undefined, ', ''),
      'does not throw (5) when it is read is wanted',
    ],
  ] as const
  for (const [i, [text, told]] of faults.entries()) {
    await expect(found(`fault${i}.ts`, `export const benchmark = ${text}`)).rejects.toThrow(told)
  }
})

test('a module’s functions are held to what they have to give', async () => {
  let count = 0
  const graded = async (grade: string, readGold = 'given') => {
    const text = whole
      .replace('grade: () => ({})', `grade: () => (${grade})`)
      .replace('readGold: (given: string) => given', `readGold: (given: string) => ${readGold}`)
    count += 1
    const { variants, readGold: read } = await found(`b${count}.ts`, `export const benchmark = ${text}`)
    return () => variants[0]!.grade('', { gold: read('1') })
  }
  const fine = `{ extracted: null, gold: '1', score: 0 }`
  expect((await graded(fine))()).toMatchObject({ score: 0 })
  for (const bad of [
    '1',
    'null',
    `{ extracted: 5, gold: '1', score: 0 }`,
    fine.replace('0', '0.5'),
    fine.replace('0', 'NaN'),
  ]) {
    expect(await graded(bad)).toThrow(/its grade threw: variant plain gave .*; \{ extracted: .* is needed/)
  }
  expect(await graded(fine, 'undefined')).toThrow('its readGold gave undefined for "1"; a text is needed')
})

test('an unknown id is answered with the known ones and the way to one’s own', async () => {
  await expect(findBenchmark('nope')).rejects.toThrow(
    /there is no benchmark "nope"; there are: .*gsm8k.*; one of your own is named by its path/,
  )
  // Those of judgements alone are refused here when they are named.
  await expect(findBenchmark('nope')).rejects.not.toThrow('mt-bench')
  await expect(findAnyBenchmark('nope')).rejects.toThrow(/there are: .*gsm8k.*mt-bench/)
})
