import { deepStrictEqual } from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DiffRow, Manifest, RunRecord, SettingResult } from '@retable/core'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordFormat } from './manifest-file.ts'
import { readRun } from './read-run.ts'
import { writeRun } from './write-run.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-read-'))
})
afterEach(() => rm(root, { recursive: true }))

/** Control characters, quotes, formulas, line separators, names of prototypes, half a surrogate pair. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('\u0000', '\u001b', '\n', '\r', '\u2028', '"', "'", ',', '=', '\ud800', ' '),
  }),
  fc.constantFrom('__proto__', 'number', 'constructor', '=HYPERLINK("x")', ''),
)
/** Any double: with all its digits, -0, NaN and infinities too. */
const numbers = fc.double()
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null })
const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 3 })
/** An object as JSON.parse makes it. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { noNullPrototype: true })
const versioned = record({ id: texts, version: texts })

const settings: fc.Arbitrary<SettingResult> = fc.record(
  {
    setting: texts,
    benchmark: orNull(versioned),
    variant: orNull(versioned),
    measurements: list(
      record({
        ...{ name: texts, value: numbers, standardError: orNull(numbers), n: fc.nat(), unit: texts },
        interval: orNull(
          record({ low: numbers, high: numbers, level: numbers, method: fc.constant('wilson' as const) }),
        ),
      }),
    ),
    units: fc.dictionary(texts, list(record({ item: texts, value: numbers })), { noNullPrototype: true }),
    scores: list(
      fc.record(
        {
          ...{ benchmark: texts, item: texts, sample: fc.nat(), drawing: fc.constant('votes' as const) },
          ...{ extracted: orNull(texts), gold: texts, score: numbers },
        },
        {
          noNullPrototype: true,
          requiredKeys: ['benchmark', 'item', 'sample', 'extracted', 'gold', 'score'],
        },
      ),
    ),
    lost: record({ rows: fc.nat(), of: fc.nat() }),
    notes: list(texts),
  },
  {
    noNullPrototype: true,
    requiredKeys: ['setting', 'benchmark', 'variant', 'measurements', 'units', 'scores'],
  },
)

const manifests: fc.Arbitrary<Manifest> = fc.oneof(
  record({
    ...{ paper: texts, arxiv: texts, tier: fc.constant('nano' as const), quick: fc.boolean() },
    ...{
      seeds: list(fc.nat()),
      remarks: list(texts),
      packages: fc.dictionary(texts, texts, { noNullPrototype: true }),
    },
    engine: fc.dictionary(texts, fc.oneof(texts, fc.integer()), { noNullPrototype: true }),
    hyperparameters: list(record({ name: texts, value: fc.oneof(texts, fc.integer()), source: texts })),
    steps: fc.dictionary(fc.nat().map(String), list(record({ step: texts, kind: texts, key: texts })), {
      noNullPrototype: true,
    }),
  }),
  record({
    ...{ kind: fc.constant('score' as const), benchmark: versioned, variants: list(versioned) },
    input: record({ name: texts, sha256: texts, format: orNull(texts) }),
  }),
)

const records: fc.Arbitrary<RunRecord> = record({
  manifest: manifests,
  results: list(record({ seed: orNull(fc.nat()), settings: list(settings) })),
  diff: list(
    record({
      reported: record({
        ...{ cell: texts, version: texts, table: texts, row: texts, column: texts, metric: texts },
        ...{ value: texts, unit: texts, n: texts, setting: texts, read_from: texts, source: texts },
      }),
      ...{ measured: numbers, standardError: orNull(numbers), n: fc.nat(), reason: texts },
      interval: orNull(record({ low: numbers, high: numbers })),
      verdict: fc.constantFrom('reproduced' as const, 'inconclusive', 'deviates', 'not comparable'),
      ...{ measuredUnit: texts, resolution: orNull(numbers), coarse: fc.boolean() },
      reportedN: orNull(record({ n: fc.nat(), from: fc.constantFrom('printed', 'inferred', 'taken') })),
      ...{ differences: list(texts), assumptions: list(texts) },
    }),
  ),
  claims: list(
    record({
      ...{ claim: texts, statement: texts, verdict: fc.constant('supported' as const), reason: texts },
      ...{
        effect: orNull(numbers),
        low: orNull(numbers),
        high: orNull(numbers),
        p: orNull(numbers),
        pAdjusted: orNull(numbers),
        unit: texts,
      },
      seeds: fc.nat(),
    }),
  ),
  facts: orNull(
    record({
      ...{ started: texts, finished: texts, node: texts },
      git: orNull(record({ commit: texts, dirtyPatch: orNull(texts) })),
      host: record({ name: texts, cpu: texts, cores: fc.nat(), memoryBytes: fc.nat() }),
      samples: record({ drawn: fc.nat(), reused: fc.nat() }),
    }),
  ),
})

test('what was written is what is read', async () => {
  let index = 0
  await fc.assert(
    fc.asyncProperty(records, async (given) => {
      index += 1
      const folder = path.join(root, String(index))
      expect(await writeRun(folder, given, { 'metrics.csv': 'a\n' })).toBe(true)
      // Vitest takes an own key `constructor` for the type of its object.
      deepStrictEqual(await readRun(folder), given)
      expect(await writeRun(folder, given, { 'metrics.csv': 'a\n' })).toBe(false)
    }),
  )
})

/** A run of one seed with two samples, and a scoring of the same. */
const score = { benchmark: 'b', item: 'i', sample: 0, extracted: null, gold: '2', score: 0 }
const result: SettingResult = {
  ...{ setting: 'base', benchmark: { id: 'b', version: '1' }, variant: { id: 'v', version: '2' } },
  measurements: [
    { name: 'accuracy', value: 0.5, standardError: null, n: 2, unit: 'fraction', interval: null },
  ],
  units: {},
  scores: [score, { ...score, item: 'j', score: 1 }],
}
const run: RunRecord = {
  manifest: {
    ...{ paper: 'p', arxiv: '1', tier: 'nano', quick: false, seeds: [3], packages: {}, engine: {} },
    ...{ hyperparameters: [], remarks: [], steps: {} },
  },
  ...{ results: [{ seed: 3, settings: [result] }], diff: [], claims: [], facts: null },
}
const tables = {
  'metrics.csv':
    'setting,benchmark,benchmark_version,variant,metric,value,standard_error,n,unit,seed\nbase,b,1,v 2,accuracy,0.5,,2,fraction,3\n',
  'diff.csv':
    "cell,row,reported,unit,measured,standard_error,ci_low,ci_high,n,verdict,reason\nc,'+ one,50.0,%,41.5,1.5,-12,-5,9,not comparable,off\n",
  'claims.csv':
    'claim,statement,verdict,effect,ci_low,ci_high,p_adjusted,seeds,reason\nC1,more,not tested,,,,,1,why\n',
}

test('each line of scores names its benchmark and variant with their versions, after what it had before', async () => {
  await writeRun(root, run, tables)
  const [line] = (await readFile(path.join(root, 'scores.jsonl'), 'utf8')).split('\n')
  expect(line).toBe(
    '{"seed":3,"setting":"base","benchmark":"b","item":"i","sample":0,"extracted":null,"gold":"2","score":0,"benchmarkVersion":"1","variant":"v","variantVersion":"2"}',
  )
})

test('a record of a newer version is refused with a sentence', async () => {
  await writeRun(root, run, tables)
  const file = path.join(root, 'manifest.json')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(`"format": ${recordFormat}`, `"format": ${recordFormat + 1}`))
  await expect(readRun(root)).rejects.toMatchObject({
    code: 'harness/newer-record',
    message: `${file}: a newer version of retable wrote this (format 4, and this one reads up to 3); update retable to read it`,
  })
})

test('an older record is read from its tables and scores; what they lack is empty or null', async () => {
  await writeRun(root, run, tables)
  await rm(path.join(root, 'results.json'))
  const { manifest } = run
  await writeFile(path.join(root, 'manifest.json'), JSON.stringify(manifest))
  const old = { seed: 3, setting: 'base', ...score }
  await writeFile(path.join(root, 'scores.jsonl'), `${JSON.stringify(old)}\n`)
  expect(await readRun(root)).toEqual({
    ...{ manifest, facts: null },
    results: [{ seed: 3, settings: [{ ...result, scores: [score] }] }],
    diff: [
      {
        reported: {
          ...{ cell: 'c', row: '+ one', value: '50.0', unit: '%', version: '', table: '', column: '' },
          ...{ metric: '', n: '', setting: '', read_from: '', source: '' },
        },
        ...{ measured: 41.5, standardError: 1.5, interval: { low: -12, high: -5 }, n: 9 },
        ...{ verdict: 'not comparable', reason: 'off' },
        ...{ measuredUnit: '%', resolution: null, coarse: false, reportedN: null },
        ...{ differences: [], assumptions: [] },
      },
    ],
    claims: [
      {
        ...{ claim: 'C1', statement: 'more', verdict: 'not tested', seeds: 1, reason: 'why' },
        ...{ effect: null, low: null, high: null, unit: '', p: null, pAdjusted: null },
      },
    ],
  })
})

test('values without a sample stand in scores.jsonl too, and votes apart from the greedy sample', async () => {
  const vote = { ...score, drawing: 'votes' as const, extracted: '2', score: 1 }
  const change = {
    ...{ setting: 'base', benchmark: null, variant: null, measurements: [], scores: [] },
    units: { change: [{ item: 'pair 0', value: -0.5 }] },
  }
  const settings = [{ ...result, scores: [score, vote] }, change]
  const given = { ...run, results: [{ seed: 3, settings }] }
  await writeRun(root, given, tables)
  const file = path.join(root, 'scores.jsonl')
  const text = await readFile(file, 'utf8')
  const [, second, third] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(second).toMatchObject({ item: 'i', sample: 0, drawing: 'votes', extracted: '2', score: 1 })
  expect(third).toEqual({ seed: 3, setting: 'base', metric: 'change', item: 'pair 0', value: -0.5 })
  expect(await readRun(root)).toEqual(given)
  await writeFile(file, text.replace('-0.5', '0.5'))
  await expect(readRun(root)).rejects.toMatchObject({
    code: 'harness/run-files',
    message: expect.stringMatching(/scores\.jsonl:3 .* not the change of "pair 0" that results\.json has/),
  })
})

const cell = {
  ...{ cell: 'c', version: 'v1', table: 't', row: 'r', column: 'x', metric: 'm', value: '50.0', unit: '%' },
  ...{ n: '100', setting: '', read_from: 'full text', source: '' },
}
const found: DiffRow = {
  ...{ reported: cell, measured: 41.5, measuredUnit: '%', standardError: 1.5, n: 9 },
  ...{ interval: { low: -12, high: -5 }, reportedN: { n: 100, from: 'printed' }, verdict: 'deviates' },
  ...{ resolution: 15.5, coarse: true, reason: 'off', differences: [], assumptions: ['a: 1', 'b: 2'] },
}

test('a diff that was written before cells had verdicts is read with what it lacks as null or empty', async () => {
  await writeRun(root, { ...run, diff: [found] }, tables)
  const file = path.join(root, 'results.json')
  const written = JSON.parse(await readFile(file, 'utf8')) as { diff: Partial<DiffRow>[] }
  const older = written.diff.map((row) => {
    const { reported, measured, standardError, interval, n, verdict, reason } = row
    return { reported, measured, standardError, interval, n, verdict, reason }
  })
  await writeFile(file, JSON.stringify({ ...written, diff: older }))
  expect((await readRun(root)).diff).toEqual([
    { ...found, resolution: null, coarse: false, reportedN: null, assumptions: [] },
  ])
})

test('the columns of a table say what results.json would', async () => {
  await writeRun(root, run, {
    ...tables,
    'diff.csv':
      'cell,version,table,row,column,metric,unit,reported,measured,standard_error,n,ci_low,ci_high,verdict,reason,measured_unit,resolution,coarse,reported_n,n_from,differences,assumptions\n' +
      'c,v1,t,r,x,m,%,50.0,41.5,1.5,9,-12,-5,deviates,off,%,15.5,coarse,100,printed,,a: 1; b: 2\n',
  })
  await rm(path.join(root, 'results.json'))
  await writeFile(path.join(root, 'manifest.json'), JSON.stringify(run.manifest))
  const kept = { ...cell, n: '', read_from: '' }
  expect((await readRun(root)).diff).toEqual([{ ...found, reported: kept }])
})

test.each([
  ['manifest.json', (text: string) => text.slice(0, 20), /manifest\.json cannot be read: /],
  ['results.json', (text: string) => text.slice(0, 20), /results\.json cannot be read: /],
  ['results.json', () => '{}', /results\.json cannot be read: it names no results; /],
  [
    'scores.jsonl',
    (text: string) => text.split('\n')[0]!,
    /scores\.jsonl:1 .* ends before all scores of "base"/,
  ],
  ['scores.jsonl', (text: string) => text + text, /scores\.jsonl:3 .* results\.json names fewer scores/],
  ['scores.jsonl', (text: string) => text.replaceAll('base', 'other'), /scores\.jsonl:1 .* another setting/],
  ['scores.jsonl', () => '[]\n', /scores\.jsonl:1 cannot be read: it is no score/],
])('a damaged %s is said to be', async (name, damage, message) => {
  await writeRun(root, run, tables)
  const file = path.join(root, name)
  await writeFile(file, damage(await readFile(file, 'utf8')))
  await expect(readRun(root)).rejects.toMatchObject({ code: 'harness/run-files', message })
})
