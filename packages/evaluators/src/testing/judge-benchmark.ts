import {
  RetableError,
  type JudgeBenchmark,
  type JudgementRow,
  type JudgementScore,
  type JudgeVariant,
  type ReadAsset,
} from '@retable/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testJudge } from './judge.ts'
import { judgesOf } from '../judge-rules.ts'
import { hostileFiles } from './hostile-texts.ts'

/** Rows that a variant can measure, and how they make a file. */
export interface ExampleRows extends RowsOptions {
  readonly rows: readonly JudgementRow[]
}

/**
 * What every benchmark of judgements must keep.
 *
 * @param exampleOf - of a variant by its id
 */
export function testJudgeBenchmark(
  benchmark: JudgeBenchmark,
  exampleOf: (variant: string) => ExampleRows,
): void {
  const judges = judgesOf(benchmark)
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

    judges.forEach(testJudge)

    test.each(benchmark.variants)(
      '$id measures a file and the rows parsed of it alike, a broken one by its place',
      async (variant) => {
        const { rows, ...options } = exampleOf(variant.id)
        const score = await measuredAlike(variant, [7, ...rows], options)
        expect(score.scores).not.toEqual([])
        expect(score.broken.map(({ line }) => line)).toContain(1)
      },
    )

    test.each(benchmark.variants)('$id refuses rows that are none, in a sentence', async (variant) => {
      const read = () => Promise.reject(new Error('no asset is needed to see that rows are none'))
      for (const rows of [[], [{}]]) {
        await expect(variant.measure({ rows, name: 'answers' }, read)).rejects.toThrow(/^answers\b/)
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

/** Names both files that a test measures. */
const noAsset = new RetableError('file.json and file.jsonl need an asset', {
  code: 'evaluators/none',
  kind: 'environment',
})

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

/** How rows make a file, and what is read for it. */
interface RowsOptions {
  /** One JSON array, not JSON Lines. */
  readonly asArray?: boolean
  /** Pinned files; none can be had if left out. */
  readonly read?: ReadAsset
}

/**
 * Measures rows as a file and as those parsed of it, which gives the same: one row a line, so that lines are places.
 *
 * @throws what both throw
 */
async function measuredAlike(
  variant: JudgeVariant,
  rows: readonly unknown[],
  { asArray = false, read = () => Promise.reject(noAsset) }: RowsOptions,
): Promise<JudgementScore> {
  const lines = rows.map((row) => JSON.stringify(row))
  const text = asArray ? `[${lines.join(',\n')}]` : lines.join('\n')
  const name = 'file.jsonl'
  const [ofFile, ofRows] = await Promise.allSettled([
    variant.measure({ bytes: new TextEncoder().encode(text), name }, read),
    variant.measure({ rows: asArray ? (JSON.parse(text) as JudgementRow[]) : parsedOf(lines), name }, read),
  ])
  expect(ofRows).toEqual(ofFile)
  if (ofFile.status === 'rejected') throw ofFile.reason
  return ofFile.value
}

/** The rows of lines; a list on the only one is an array of them. */
function parsedOf(lines: readonly string[]): JudgementRow[] {
  const values = lines.map((line) => JSON.parse(line) as unknown)
  return (values.length === 1 && Array.isArray(values[0]) ? values[0] : values) as JudgementRow[]
}

/** Measures rows, as a file and in memory; figures by name beside the score. */
export async function measureRows(
  benchmark: JudgeBenchmark,
  rows: readonly unknown[],
  variant: string,
  options: RowsOptions = {},
) {
  const score = await measuredAlike(
    benchmark.variants.find(({ id }) => id === variant)!,
    rows,
    options,
  )
  return {
    ...score,
    values: Object.fromEntries(score.measurements.map(({ name, value }) => [name, value])),
  }
}

/** Any file of rows with such keys is measured, or refused with its name. */
export function testAnyRows(
  benchmark: JudgeBenchmark,
  keys: readonly string[],
  options: RowsOptions = {},
): void {
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
          const outcome = await measureRows(benchmark, rows, id, options).catch((error: unknown) => error)
          expectMeasured(outcome, 'file.jsonl')
        }
      }),
    )
  })
}

/** Of one pair that is judged in both orders: what the judge said in each, the better response's first; and whose it is. */
export interface AskedPair {
  readonly texts: readonly [string, string]
  readonly better: 'first' | 'second'
}

/**
 * Whoever exchanges the two responses of each pair, and so the two orders in which a judge was asked, gets the same
 * figures for the better one.
 *
 * @param texts - what the judge may say
 * @param rowOf - the row of a pair
 */
export function testExchange(
  benchmark: JudgeBenchmark,
  variant: string,
  {
    texts,
    rowOf,
    figures,
  }: {
    readonly texts: readonly string[]
    readonly rowOf: (pair: AskedPair, place: number) => object
    readonly figures: readonly string[]
  },
): void {
  test('exchanging the responses of each pair exchanges what they come to', async () => {
    const text = fc.constantFrom(...texts)
    const pair: fc.Arbitrary<AskedPair> = fc.record({
      texts: fc.tuple(text, text),
      better: fc.constantFrom('first', 'second'),
    })
    const figuresOf = async (pairs: readonly AskedPair[]) => {
      const outcome = await measureRows(benchmark, pairs.map(rowOf), variant).catch(() => null)
      return figures.map((name) => outcome?.values[name])
    }
    // Files that are refused have no figures to be exchanged: this one is not.
    const [said = ''] = texts
    expect(await figuresOf([{ texts: [said, said], better: 'first' }])).not.toContain(undefined)
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 6 }), async (pairs) => {
        const exchanged = pairs.map(({ texts: [own, swapped], better }) => ({
          texts: [swapped, own] as const,
          better: better === 'first' ? ('second' as const) : ('first' as const),
        }))
        expect(await figuresOf(exchanged)).toEqual(await figuresOf(pairs))
      }),
    )
  })
}
