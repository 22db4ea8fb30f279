import type { GatedBenchmark, GateReport, GateVerdict } from '@retable/core'
import type { GatePolicy } from './policy.ts'
import { anyRegressed, isProved, level, toProve, verdictOfEach } from './weigh.ts'

/** A benchmark whose verdict is of the models, before a full run's own words are put in its place. */
export type VerdictedBenchmark = GatedBenchmark & { readonly verdict: GateVerdict }

/** What a gate says of a suite, and what the policy makes of it. */
export type Conclusion = Pick<GateReport, 'outcome' | 'exitCode' | 'reasons'> & {
  readonly verdict: GateVerdict
}

/** What a reason says before the benchmarks that it is of. */
export type ReasonWords = Readonly<Record<GateVerdict, string>>

const ofModel: ReasonWords = {
  regressed: 'regressed',
  'no worse': 'proved no worse',
  undecided: 'not proved no worse',
}

/** @param options - `average`: p of the mean drop, where the policy asks for it; `missing`: what is required and not there, in sentences */
export function conclude(
  benchmarks: readonly VerdictedBenchmark[],
  options: {
    readonly policy: GatePolicy
    readonly average?: number | null
    readonly missing?: readonly string[]
    readonly words?: ReasonWords
  },
): Conclusion {
  const { policy, average = null, missing = [], words = ofModel } = options
  const verdict =
    missing.length > 0 && !anyRegressed(benchmarks) ? 'undecided' : verdictOf(benchmarks, policy, average)
  const beyond = benchmarks.flatMap(({ setting, tier, beyondLimits }) =>
    tier === 'advisory' ? [] : beyondLimits.map((each) => `${setting}: ${each}`),
  )
  const isFailed = verdict === 'regressed' || beyond.length > 0
  const undecided = missing.length > 0 ? 'fail' : policy.undecided
  const outcome = isFailed ? 'fail' : verdict === 'no worse' ? 'pass' : undecided
  return {
    verdict,
    outcome,
    exitCode: outcome !== 'fail' ? 0 : isFailed ? 1 : 4,
    reasons: [
      ...missing,
      ...beyond,
      ...reasonsOf(benchmarks, { verdict, average, asks: policy.asks, words }),
    ],
  }
}

function verdictOf(
  benchmarks: readonly VerdictedBenchmark[],
  { asks }: GatePolicy,
  average: number | null,
): GateVerdict {
  if (asks === 'each' || anyRegressed(benchmarks)) return verdictOfEach(benchmarks)
  const weighing = benchmarks.filter(({ tier }) => tier !== 'advisory')
  const isKnown = weighing.length > 0 && weighing.every(({ withheld }) => withheld.length === 0)
  return isKnown && average !== null && average <= level ? 'no worse' : 'undecided'
}

function reasonsOf(
  benchmarks: readonly VerdictedBenchmark[],
  of: {
    readonly verdict: GateVerdict
    readonly average: number | null
    readonly asks: GatePolicy['asks']
    readonly words: ReasonWords
  },
): string[] {
  const { verdict, average, asks, words } = of
  const weighed = benchmarks.filter(({ tier }) => tier !== 'advisory')
  if (verdict === 'regressed') {
    const which = weighed.filter((one) => one.verdict === 'regressed').map(({ setting }) => setting)
    return [`${words.regressed}: ${which.join(', ')}`]
  }
  if (weighed.length === 0) return ['no benchmark of both sides weighs in this policy']
  if (verdict === 'no worse') {
    return asks === 'each'
      ? [`${words['no worse']}: ${toProve(weighed).map(({ setting }) => setting).join(', ')}`] // prettier-ignore
      : ['the mean drop is below the margin, and no benchmark regressed']
  }
  if (asks === 'on average' && average !== null && average > level)
    return ['the mean drop is not proved to be below the margin']
  const open = (asks === 'each' ? toProve(weighed) : weighed).filter((one) => !isProved(one))
  return open.length === 0 ? [] : [`${words.undecided}: ${open.map(({ setting }) => setting).join(', ')}`]
}
