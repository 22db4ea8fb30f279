import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { RecipeManifest } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeRun } from '../results/write-run.ts'
import { readHistory, type HistoryRequest } from './read-history.ts'
import { evalManifest, writeSmall } from './testing-records.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-history-'))
})
afterEach(() => rm(root, { recursive: true }))

const inRoot = (...parts: string[]) => path.join(root, ...parts)
const historyOf = (request: Partial<HistoryRequest> = {}) =>
  readHistory({ folders: [inRoot('evals')], storeDirectory: inRoot('store'), ...request })

async function threeVersions(): Promise<void> {
  const label = (version: string, day: string) => ({
    ...{ family: 'my-model', version, finished: `2026-02-${day}T12:00:00.000Z` },
  })
  // By name they come in another order than by time.
  await writeSmall(inRoot('evals', 'c'), { ...label('v1', '01'), rights: '1100000000' })
  await writeSmall(inRoot('evals', 'b'), { ...label('v2', '02'), rights: '1111111110' })
  await writeSmall(inRoot('evals', 'a'), { ...label('v3', '03'), rights: '1111111100' })
}

test('runs stand in the order of time, each beside the one before it', async () => {
  await threeVersions()
  const { rows, passedOver } = await historyOf()
  expect(passedOver).toEqual([])
  expect(rows.map(({ version, value, series, n }) => [version, value, series, n])).toEqual([
    ['v1', 0.2, 'gsm8k', 10],
    ['v2', 0.9, 'gsm8k', 10],
    ['v3', 0.8, 'gsm8k', 10],
  ])
  const [first, second, third] = rows
  expect(first).toMatchObject({ change: null, run: inRoot('evals', 'c'), git: { dirtyPatch: null } })
  // Seven rose and none fell: McNemar's exact p is 2 / 2^7. One fell and none rose: 1.
  expect(second!.change).toMatchObject({ from: 'v1', paired: { p: 2 / 2 ** 7, items: { paired: 10 } } })
  expect(second!.change!.difference).toBeCloseTo(0.7, 12)
  expect(third!.change).toMatchObject({ from: 'v2', paired: { p: 1 } })
  expect(third!.change!.paired!.effect).toBeCloseTo(-0.1, 12)
})

test('gzipped files and left-out scores give the same rows', async () => {
  await threeVersions()
  const { rows } = await historyOf()
  for (const name of ['results.json', 'scores.jsonl']) {
    await writeFile(inRoot('evals/b', `${name}.gz`), gzipSync(await readFile(inRoot('evals/b', name))))
    await rm(inRoot('evals/b', name))
  }
  await rm(inRoot('evals/a/scores.jsonl'))
  expect((await historyOf()).rows).toEqual(rows)
})

test('what differs in more than the model is not comparable, and says in what', async () => {
  const asked = (prompt: string, day: number) => ({
    ...{ finished: `2026-02-0${day}T12:00:00.000Z`, manifest: evalManifest(prompt), rights: '1100' },
  })
  await writeSmall(inRoot('evals/a'), { ...asked('zero-shot', 1), version: 'v1' })
  await writeSmall(inRoot('evals/b'), { ...asked('zero-shot', 2), version: 'v2' })
  await writeSmall(inRoot('evals/c'), { ...asked('five-shot', 3), version: 'v3' })
  const { rows } = await historyOf()
  // Without a family's name they stand under the model's.
  expect(new Set(rows.map(({ family }) => family))).toEqual(new Set(['a-model']))
  expect(rows.map(({ change }) => change)).toEqual([
    null,
    expect.objectContaining({ difference: 0, differing: [] }),
    { from: 'v2', difference: null, paired: null, differing: ['prompt: zero-shot and five-shot'] },
  ])
})

test('p is of the items that both have; without any, of none', async () => {
  const on = (day: number) => ({ family: 'f', finished: `2026-02-0${day}T12:00:00.000Z` })
  await writeSmall(inRoot('evals/a'), { ...on(1), rights: '0000000000' })
  await writeSmall(inRoot('evals/b'), { ...on(2), rights: '111111' })
  const others = [...'0011'].map((right, i) => ({ item: `own/${i}`, value: Number(right) }))
  await writeSmall(inRoot('evals/c'), { ...on(3), rights: '0011', setting: { units: { accuracy: others } } })
  const { rows } = await historyOf()
  expect(rows[1]!.change).toMatchObject({
    difference: 1,
    paired: { effect: 1, p: 2 / 2 ** 6, items: { paired: 6, before: 10, after: 6 } },
  })
  expect(rows[2]!.change).toMatchObject({ difference: -0.5, paired: null })
})

test('without values of items p is of the scores; where those were left out, the difference stands alone', async () => {
  const on = (day: number) => ({ family: 'f', finished: `2026-02-0${day}T12:00:00.000Z` })
  await writeSmall(inRoot('evals/a'), { ...on(1), rights: '000000', setting: { units: {} } })
  await writeSmall(inRoot('evals/b'), { ...on(2), rights: '111111' })
  expect((await historyOf()).rows[1]!.change).toMatchObject({ difference: 1, paired: { p: 2 / 2 ** 6 } })
  await rm(inRoot('evals/a/scores.jsonl'))
  expect((await historyOf()).rows[1]!.change).toMatchObject({ difference: 1, paired: null })
})

test('a record of which many rows were lost says that nothing may be concluded', async () => {
  const lost = (rows: number) => ({ rights: '10', setting: { lost: { rows, of: 1000 } } })
  await writeSmall(inRoot('evals/a'), lost(10))
  await writeSmall(inRoot('evals/b'), lost(11))
  const { rows } = await historyOf()
  expect(rows.map(({ doubts }) => doubts)).toEqual([[], ['11 of 1,000 rows could not be scored']])
})

test('values of items that do not come to the measurement are of something else, and not paired', async () => {
  const on = (day: number) => ({ family: 'f', finished: `2026-02-0${day}T12:00:00.000Z`, rights: '1010' })
  await writeSmall(inRoot('evals/a'), on(1))
  const units = { accuracy: [{ item: 'test/0', value: 1 }] }
  await writeSmall(inRoot('evals/b'), { ...on(2), setting: { units } })
  const { rows } = await historyOf()
  expect(rows[1]!.change).toMatchObject({ difference: 0, paired: null })
})

test('broken and half-written folders are named once, those of others are not', async () => {
  await threeVersions()
  await writeFile(inRoot('evals/a/results.json'), '{"results": [')
  await cp(inRoot('evals/b'), inRoot('evals/half'), { recursive: true })
  await rm(inRoot('evals/half/manifest.json'))
  await cp(inRoot('evals/b'), inRoot('evals/newer'), { recursive: true })
  await writeFile(inRoot('evals/newer/manifest.json'), '{"kind": "score", "format": 99}')
  await mkdir(inRoot('evals/site'))
  await writeFile(inRoot('evals/site/manifest.json'), '{"name": "a web site"}')
  await mkdir(inRoot('evals/harness'))
  await writeFile(inRoot('evals/harness/results.json'), '{}')
  // The same folder twice.
  const { rows, passedOver } = await historyOf({ folders: [inRoot('evals'), inRoot('evals/half')] })
  expect(rows.map(({ version }) => version)).toEqual(['v1', 'v2'])
  expect(passedOver.map(({ folder }) => path.basename(folder)).toSorted()).toEqual(['a', 'half', 'newer'])
  expect(passedOver.find(({ folder }) => folder.endsWith('half'))?.why).toContain('no manifest.json')
  expect(passedOver.find(({ folder }) => folder.endsWith('newer'))?.why).toContain('a newer version')
})

test('the store’s runs are those without folders; one that is not finished is named', async () => {
  await writeSmall(inRoot('store/runs/eval-1'), { finished: '2026-02-01T12:00:00.000Z', rights: '10' })
  await mkdir(inRoot('store/runs/eval-2'))
  const { rows, passedOver } = await historyOf({ folders: [] })
  expect(rows.map(({ run, family, version }) => [run, family, version])).toEqual([
    ['eval-1', 'outputs.jsonl', null],
  ])
  expect(passedOver).toEqual([{ folder: 'eval-2', why: 'not finished: it has no manifest.json' }])
})

test('family, benchmark and metric choose; a name that nothing has is refused with the nearest', async () => {
  await threeVersions()
  await writeSmall(inRoot('evals/other'), { finished: '2026-02-01T12:00:00.000Z', rights: '10' })
  expect((await historyOf({ family: 'my-model', benchmark: 'gsm8k' })).rows).toHaveLength(3)
  expect((await historyOf({ metric: 'no_answer' })).rows.map(({ value }) => value)).toEqual([0, 0, 0, 0])
  await expect(historyOf({ family: 'mymodel' })).rejects.toThrow('did you mean my-model?')
  await expect(historyOf({ benchmark: 'gsm9k' })).rejects.toThrow('did you mean gsm8k?')
  await expect(historyOf({ metric: 'f1' })).rejects.toThrow('no run measured "f1"')
  await expect(historyOf({ folders: [inRoot('none')] })).rejects.toThrow('there is no such folder')
})

test('a recipe’s run stands under paper and tier: of several seeds the mean, and Student’s interval between them', async () => {
  const manifest: RecipeManifest = {
    ...{ paper: 'a-paper', arxiv: '2401.00001v1', tier: 'nano', quick: false, seeds: [1, 2] },
    ...{ packages: {}, engine: {}, hyperparameters: [], remarks: [], steps: {} },
  }
  const of = (seed: number, value: number) => ({
    seed,
    settings: [
      {
        ...{ setting: 'base', benchmark: null, variant: null, units: {}, scores: [] },
        measurements: [{ name: 'words', value: 7, standardError: null, n: 9, unit: 'words', interval: null }],
      },
      {
        ...{ setting: 'base', benchmark: null, variant: null, units: {}, scores: [] },
        measurements: [
          { name: 'accuracy', value, standardError: null, n: 9 - seed, unit: 'fraction', interval: null },
        ],
      },
    ],
  })
  const results = [of(1, 0.4), of(2, 0.6)]
  await writeRun(inRoot('evals/r'), { manifest, results, diff: [], claims: [], facts: null }, {})
  const { rows } = await historyOf()
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    ...{ family: 'a-paper/nano', series: 'base', metric: 'accuracy', value: 0.5, n: 7, seeds: 2 },
    ...{ finished: null, git: null },
  })
  // The standard error of .4 and .6 is .1, and t of one degree of freedom 12.706.
  expect(rows[0]!.interval!.high).toBeCloseTo(0.5 + 1.2706, 4)
})

test('records without a time come first, in the natural order of their folders', async () => {
  for (const name of ['v10', 'v9']) await writeSmall(inRoot('evals', name), { rights: '10' })
  await writeSmall(inRoot('evals/a'), { finished: '2026-02-01T12:00:00.000Z', rights: '11' })
  const { rows } = await historyOf()
  expect(rows.map(({ run }) => path.basename(run))).toEqual(['v9', 'v10', 'a'])
})
