import type { Benchmark } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { hostileOutputs } from './hostile-texts.ts'

export { measureRows, testAnyRows, testExchange, testJudgeBenchmark } from './judge-benchmark.ts'

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
        ...(benchmark.logVariants ?? []).map(({ variant }) => variant),
        ...benchmark.leaderboards.map((leaderboard) => leaderboard.variant),
      ]
      for (const id of named) expect(ids).toContain(id)
    })

    test('a prompt’s own variant reads what the prompt asks for', () => {
      for (const { id, variant = benchmark.defaultVariant, asksLikelihoods } of benchmark.prompts) {
        const own = benchmark.variants.find((each) => each.id === variant)
        expect({ id, reads: own?.readsLikelihoods }).toEqual({ id, reads: asksLikelihoods })
      }
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

    // Long crooked texts, each graded twice for every gold.
    const limit = { timeout: 180_000 }
    test.each(benchmark.variants)(
      '$id finds no answer in nothing, and grades the same twice',
      limit,
      (variant) => {
        for (const gold of examples.golds) {
          expect(variant.grade('', { gold })).toMatchObject({ extracted: null, score: 0 })
          for (const output of hostileOutputs) {
            const grade = variant.grade(output, { gold })
            expect([0, 1]).toContain(grade.score)
            expect(variant.grade(output, { gold })).toEqual(grade)
          }
        }
      },
    )
  })
}
