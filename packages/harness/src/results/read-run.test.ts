import { deepStrictEqual } from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Manifest, RunRecord, SettingResult } from '@retable/core'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
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
  fc.string({ unit: fc.constantFrom('\u0000', '\u001b', '\n', '\r', '\u2028', '"', "'", ',', '=', '\ud800', ' ') }),
  fc.constantFrom('__proto__', 'number', 'constructor', '=HYPERLINK("x")', ''),
)
/** Any double: with all its digits, -0, NaN and infinities too. */
const numbers = fc.double()
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null })
const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 3 })
/** An object as JSON.parse makes it. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true })
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
      record({
        ...{ benchmark: texts, item: texts, sample: fc.nat(), extracted: orNull(texts), gold: texts },
        score: numbers,
      }),
    ),
    lost: record({ rows: fc.nat(), of: fc.nat() }),
    notes: list(texts),
  },
  { noNullPrototype: true, requiredKeys: ['setting', 'benchmark', 'variant', 'measurements', 'units', 'scores'] },
)

const manifests: fc.Arbitrary<Manifest> = fc.oneof(
  record({
    ...{ paper: texts, arxiv: texts, tier: fc.constant('nano' as const), quick: fc.boolean() },
    ...{ seeds: list(fc.nat()), remarks: list(texts), packages: fc.dictionary(texts, texts, { noNullPrototype: true }) },
    engine: fc.dictionary(texts, fc.oneof(texts, fc.integer()), { noNullPrototype: true }),
    hyperparameters: list(record({ name: texts, value: fc.oneof(texts, fc.integer()), source: texts })),
    steps: fc.dictionary(fc.nat().map(String), list(record({ step: texts, kind: texts, key: texts })), { noNullPrototype: true }),
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
      verdict: fc.constant('not comparable' as const),
    }),
  ),
  claims: list(
    record({
      ...{ claim: texts, statement: texts, verdict: fc.constant('supported' as const), reason: texts },
      ...{ effect: orNull(numbers), low: orNull(numbers), high: orNull(numbers), pAdjusted: orNull(numbers) },
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
