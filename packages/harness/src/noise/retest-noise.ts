import type { JudgeManifest, NoiseReport, RunRecord, SampleScore } from '@retable/core'
import { compareBenchmark } from '../compare/compare-benchmark.ts'
import type { BenchmarkFacts } from '../compare/item-facts.ts'
import { sideBenchmark } from '../compare/side-benchmark.ts'
import { judgeOf, settingsOf } from '../compare/side-of-record.ts'
import { measureNoise } from './measure-noise.ts'

/** How a model was asked for what was judged is no matter of the judge's. */
const ofModel: readonly string[] = ['answering', 'questions']

/** Of two-sided p below it a judging is said to have moved as a whole. */
const alarm = 0.05

/**
 * What a judge's verdicts on the same items differ by from one asking to the next, and by how much its whole judging moved:
 * the mean difference by the worst-value test, in which verdicts that change for themselves cancel out. It holds for
 * whatever this judge judges by the same procedure.
 *
 * @param asked - the scores of both askings, of the items that were asked again
 * @throws HarnessError `harness/nothing-to-compare` where they have no item in common
 */
export function retestNoise(
  { manifest, results }: Pick<RunRecord<JudgeManifest>, 'manifest' | 'results'>,
  { first, again }: { readonly first: readonly SampleScore[]; readonly again: readonly SampleScore[] },
  facts: BenchmarkFacts,
): NoiseReport {
  const { setting, benchmark = null, variant = null } = results[0]!.settings[0]!
  const settings = Object.fromEntries(
    Object.entries(settingsOf(manifest, setting)).filter(([name]) => !ofModel.includes(name)),
  )
  const known = new Set(again.map(({ item }) => item))
  const [one, other] = [first.filter(({ item }) => known.has(item)), again].map((scores) =>
    sideBenchmark(scores, facts, {
      ...{ setting, benchmark, variant, settings, doubts: [], notes: [], truncated: null },
    }),
  )
  const { judge } = judgeOf(manifest)
  const report = measureNoise([
    { name: 'asked', benchmarks: [one!] },
    { name: 'asked again', benchmarks: [other!] },
  ])
  const moved = compareBenchmark(one!, other!).comparison.difference
  const told = { moved, ...(moved !== null && { p: moved.p, isAlarm: moved.p <= alarm }) }
  return { ...report, judge, benchmarks: report.benchmarks.map((each) => ({ ...each, ...told })) }
}
