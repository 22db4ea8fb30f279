import { RetableError, type Benchmark, type JudgeBenchmark, type JudgementScore } from '@retable/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

/** Examples that a benchmark's contract test needs. */
export interface BenchmarkExamples {
  /** Answers as a data set writes them. */
  readonly golds: readonly string[]
  /** Ids of test items as some program writes them. */
  readonly ids: readonly (string | number)[]
}

/** What every benchmark must keep, whatever it measures. */
export function testBenchmark(benchmark: Benchmark, examples: BenchmarkExamples): void {
  describe(`${benchmark.id} keeps the benchmark contract`, () => {
    test('ids are unique and everything names its source', () => {
      for (const things of [benchmark.variants, benchmark.prompts]) {
        const ids = things.map((thing) => thing.id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const thing of things) expect(thing.source).not.toBe('')
      }
      for (const variant of benchmark.variants) expect(variant.version).toMatch(/^\d+$/)
      expect(benchmark.citation).toMatch(/arXiv \d{4}\.\d{5}v\d/)
    })

    test('defaults, formats and leaderboards name variants that exist', () => {
      const ids = benchmark.variants.map((variant) => variant.id)
      const named = [
        benchmark.defaultVariant,
        ...Object.values(benchmark.variantOfFormat),
        ...Object.values(benchmark.variantOfLogScore ?? {}),
        ...benchmark.leaderboards.map((leaderboard) => leaderboard.variant),
      ]
      for (const id of named) expect(ids).toContain(id)
    })

    test('files are pinned at a commit', () => {
      const assets = [
        ...Object.values(benchmark.splits).map((split) => split.asset),
        ...benchmark.leaderboards.flatMap((board) => [
          board.published,
          ...board.outputs.map((output) => output.asset),
        ]),
      ]
      for (const asset of assets) {
        expect(asset.sha256).toMatch(/^[0-9a-f]{64}$/)
        expect(asset.url).toMatch(/^https:\/\/[^?#]*[0-9a-f]{40}/)
        expect(asset.bytes).toBeGreaterThan(0)
      }
      expect(new Set(assets.map((asset) => asset.sha256)).size).toBe(assets.length)
    })

    test('ids of other programs lead to items', () => {
      for (const id of examples.ids) expect(benchmark.itemId(id)).toMatch(/^test\//)
      expect(benchmark.itemId('no such item')).toBeUndefined()
    })

    test.each(benchmark.variants)('$id finds no answer in nothing, and grades the same twice', (variant) => {
      for (const gold of examples.golds) {
        expect(variant.grade('', { gold })).toMatchObject({ extracted: null, score: 0 })
        for (const output of hostileOutputs) {
          const grade = variant.grade(output, { gold })
          expect([0, 1]).toContain(grade.score)
          expect(variant.grade(output, { gold })).toEqual(grade)
        }
      }
    })
  })
}

/** What every benchmark of judgements must keep. */
export function testJudgeBenchmark(benchmark: JudgeBenchmark): void {
  const judges = [...new Set(benchmark.variants.flatMap((variant) => variant.judges ?? []))]
  describe(`${benchmark.id} keeps the contract of judge benchmarks`, () => {
    test('ids are unique, versions are numbers, and everything names its source', () => {
      for (const things of [benchmark.variants, judges, benchmark.leaderboards]) {
        const ids = things.map((thing) => thing.id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const thing of things) expect(thing.source).not.toBe('')
      }
      for (const { version } of [...benchmark.variants, ...judges]) expect(version).toMatch(/^\d+$/)
      expect(benchmark.variants.map(({ id }) => id)).toContain(benchmark.defaultVariant)
      expect(benchmark.citation).toMatch(/arXiv \d{4}\.\d{5}v\d/)
    })

    test.each(judges)('$id reads a known verdict or none in crooked texts, and the same twice', (judge) => {
      expect(judge.parse('')).toBeNull()
      for (const text of hostileOutputs) {
        const verdict = judge.parse(text)
        expect(judge.parse(text)).toEqual(verdict)
        expect(isVerdict(verdict), `${JSON.stringify(verdict)} in ${text.slice(0, 40)}`).toBe(true)
      }
    })

    test.each(benchmark.variants)('$id refuses a file that is none, in a sentence', async (variant) => {
      const read = () => Promise.reject(new Error('no asset is needed to see that a file is none'))
      for (const text of ['', 'no judgements', '[1, 2', '{}']) {
        const file = { bytes: new TextEncoder().encode(text), name: 'file.json' }
        await expect(variant.measure(file, read)).rejects.toThrow(/file\.json/)
      }
    })

    test.each(benchmark.variants)(
      '$id measures or refuses a file of crooked texts at once',
      async (variant) => {
        for (const text of hostileFiles) {
          const file = { bytes: new TextEncoder().encode(text), name: 'file.json' }
          const read = () => Promise.reject(noAsset)
          const outcome = await variant.measure(file, read).catch((error: unknown) => error)
          expectMeasured(outcome, 'file.json')
        }
      },
    )
  })
}

const noAsset = new RetableError('file.json needs an asset', { code: 'evaluators/none', kind: 'environment' })

/** A score with finite figures and each item's sample once, or a user's error that names the file. */
function expectMeasured(outcome: unknown, name: string): void {
  if (outcome instanceof Error) {
    expect(outcome.message).toContain(name)
    // Anything else would be a fault of this program's.
    expect(outcome).toBeInstanceOf(RetableError)
    return
  }
  const { measurements, scores, broken } = outcome as JudgementScore
  for (const { name, value, standardError, interval } of measurements) {
    const figures = [value, standardError ?? 0, interval?.low ?? 0, interval?.high ?? 0]
    expect(figures.every(Number.isFinite), name).toBe(true)
  }
  const keys = scores.map(({ item, sample }) => JSON.stringify([item, sample]))
  expect(new Set(keys).size).toBe(keys.length)
  expect(broken).toEqual(broken.toSorted((one, other) => one.line - other.line))
}

/** Whether a value is something that a judge may say. */
function isVerdict(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  // A label is a verdict with a strength.
  const verdict = typeof value === 'object' ? (value as { readonly verdict?: unknown }).verdict : value
  return verdict === 'first' || verdict === 'second' || verdict === 'tie'
}

/** Measures rows as a file of JSON Lines that needs no pinned file; figures by name beside the score. */
export async function measureRows(benchmark: JudgeBenchmark, rows: readonly unknown[], variant: string) {
  const bytes = new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'))
  const rule = benchmark.variants.find(({ id }) => id === variant)!
  const score = await rule.measure({ bytes, name: 'file.jsonl' }, () =>
    Promise.reject(
      new RetableError('file.jsonl needs an asset', { code: 'evaluators/none', kind: 'environment' }),
    ),
  )
  return {
    ...score,
    values: Object.fromEntries(score.measurements.map(({ name, value }) => [name, value])),
  }
}

/** Any file of rows with such keys is measured, or refused with its name. */
export function testAnyRows(benchmark: JudgeBenchmark, keys: readonly string[]): void {
  test('any file is measured, or refused with its name', async () => {
    const key = fc.constantFrom(...keys)
    const value = fc.oneof(
      fc.constantFrom('model_a', 'model_1', 'tie', 'error', '[[A]]', '[[A>>B]]', 'A>B', 'B>A', 'q'),
      fc.constantFrom<unknown>(
        1,
        -1,
        2,
        0.5,
        1e300,
        -0,
        null,
        true,
        false,
        '1e999',
        'mmlu-pro-law',
        'hep-go',
      ),
      fc.constantFrom(['A>B', 'B>A'], [1, 2], ['1', null], [true, false], [true, null], []),
      fc.array(fc.dictionary(key, fc.constantFrom('A>B', '[[B>A]]', null, 3)), { maxLength: 3 }),
      fc.jsonValue(),
    )
    const row = fc.oneof(fc.dictionary(key, value, { minKeys: 4 }), fc.jsonValue())
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 5 }), async (rows) => {
        for (const { id } of benchmark.variants) {
          const outcome = await measureRows(benchmark, rows, id).catch((error: unknown) => error)
          expectMeasured(outcome, 'file.jsonl')
        }
      }),
    )
  })
}

/** Long and crooked texts; a rule that is not linear in them runs into the test's time limit. */
const hostileOutputs: readonly string[] = [
  '{'.repeat(100_000),
  '}'.repeat(100_000),
  '"answer"'.repeat(20_000),
  `"answer": ${' '.repeat(100_000)}`,
  '"answer": "'.repeat(20_000),
  '#### '.repeat(20_000),
  '#### -'.repeat(20_000),
  'The answer is '.repeat(10_000),
  '1,'.repeat(50_000),
  '-'.repeat(100_000),
  `{"answer": "${'('.repeat(50_000)}1/2"}`,
  '{"answer": "9**9**9**9/1"}',
  `{"NaN${'\\"'.repeat(50_000)}}`,
  `{"a": NaN, "b": "${'x'.repeat(1_000_000)}"}`,
  `{"answer": ${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
  '\\boxed{Infinity}',
  '\\boxed{1e999}',
  '\\boxed{0x12}',
  '{"answer": "1/0"}',
  `{"answer": ${'['.repeat(5_000)}}`,
  '\\boxed{'.repeat(20_000),
  '```output\n'.repeat(20_000),
  '\ud800\udc00\ud800',
  '[['.repeat(50_000),
  `[[A${'>'.repeat(100_000)}`,
  'Rating: [['.repeat(20_000),
  '[['.repeat(10) + '9'.repeat(100_000),
  `[[${'9'.repeat(400)}]]`,
  `Rating: [[${'9'.repeat(400)}]]`,
  '9'.repeat(400),
  '1e999',
  ...['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'].flatMap((name) => [
    name,
    `[[${name}]]`,
    `final decision is ${name}`,
    `[{'model': 'model_1', 'rank': ${name}}]`,
  ]),
]

/** Files that are long and crooked, some of them with a known beginning. */
const hostileFiles: readonly string[] = [
  ...['"', '\\"', '\\', 'NaN', '"NaN', '[', '{"a":', '{}\n', 'null\n', '[]\n', '{"a":1},', '\n'].flatMap(
    (part) => [part.repeat(40_000), `[${part.repeat(40_000)}`, `[${part.repeat(40_000)}]`],
  ),
  `[${Array(4000).fill('{"instruction": "a\\nb"}').join(',\n')}]`,
  `${JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i])))}`,
]
