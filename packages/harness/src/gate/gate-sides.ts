import type { BenchmarkNoise, GatedBenchmark, GateReport, GateVerdict, Side } from '@retable/core'
import { meanNoWorse, suiteVerdict, type Surplus } from '@retable/stats/gate'
import { compareSides, pairsOf } from '../compare/compare-sides.ts'
import { powerFor, testBenchmark, type TestedBenchmark } from './gate-benchmark.ts'
import { nameIn, policyOf, type GatePolicy } from './policy.ts'

/**
 * Whether a candidate is worse than its baseline by more than a policy allows. *Regressed* is at 5 % over all critical and
 * supporting benchmarks (Holm); *no worse* where each critical one is proved at 5 %, or where the mean drop is (`asks`).
 *
 * @throws HarnessError `harness/not-comparable`, `harness/nothing-to-compare`
 */
export function gateSides(
  baseline: Side,
  candidate: Side,
  options: {
    readonly policy: GatePolicy
    readonly anyway?: boolean
    readonly noise?: ReadonlyMap<string, BenchmarkNoise>
  },
): GateReport {
  const { policy, anyway = false, noise = new Map<string, BenchmarkNoise>() } = options
  const [whole] = compareSides(baseline, [candidate], { anyway })
  const tested = pairsOf(baseline, candidate).map(([before, after]) =>
    testBenchmark(before, after, policyOf(policy, after), noise.get(after.setting)),
  )
  const benchmarks = gated(tested)
  const average = policy.asks === 'on average' ? averageOf(tested) : null
  const found = new Set(benchmarks.map(({ comparison }) => nameIn(policy, comparison)))
  const lacking = [...policy.benchmarks].filter(([name]) => !found.has(name))
  const missing = lacking
    .filter(([, { isRequired }]) => isRequired)
    .map(([name]) => `${name} is required, and not both sides have it`)
  const unused = lacking
    .filter(([, { isRequired }]) => !isRequired)
    .map(([name]) => `the policy has ${name}, and not both sides have it`)
  const verdict =
    missing.length > 0 && !anyRegressed(benchmarks) ? 'undecided' : verdictOf(benchmarks, policy, average)
  const beyond = benchmarks.flatMap(({ setting, tier, beyondLimits }) =>
    tier === 'advisory' ? [] : beyondLimits.map((each) => `${setting}: ${each}`),
  )
  const isFailed = verdict === 'regressed' || beyond.length > 0
  const undecided = missing.length > 0 ? 'fail' : policy.undecided
  const outcome = isFailed ? 'fail' : verdict === 'no worse' ? 'pass' : undecided
  return {
    ...{
      baseline: baseline.name,
      candidate: candidate.name,
      verdict,
      outcome,
      asks: policy.asks,
      benchmarks,
    },
    exitCode: outcome !== 'fail' ? 0 : isFailed ? 1 : 4,
    reasons: [
      ...[...missing, ...beyond, ...reasonsOf(benchmarks, { verdict, average, asks: policy.asks })],
      ...unused,
    ],
    averageP: average,
    unpaired: [...(whole?.baselineAlone ?? []), ...(whole?.candidateAlone ?? [])],
  }
}

/** Each with its verdict, the others counted in. */
function gated(tested: readonly TestedBenchmark[]): GatedBenchmark[] {
  const family = tested.filter(({ row }) => row.tier !== 'advisory')
  const suite = suiteVerdict(family.map(({ row }) => row.p))
  return tested.map((one) => {
    const { row } = one
    const at = family.indexOf(one)
    const member = at < 0 ? suiteVerdict([row.p]).members[0]! : suite.members[at]!
    return {
      ...row,
      verdict: row.withheld.length > 0 ? 'undecided' : member.verdict,
      adjusted: at < 0 ? null : member.adjusted,
      power: powerFor(one, { benchmarks: Math.max(1, family.length) }),
    }
  })
}

function verdictOf(
  benchmarks: readonly GatedBenchmark[],
  { asks }: GatePolicy,
  average: number | null,
): GateVerdict {
  if (anyRegressed(benchmarks)) return 'regressed'
  const weighed = benchmarks.filter(({ tier }) => tier !== 'advisory')
  if (weighed.length === 0) return 'undecided'
  if (asks === 'on average') {
    const isKnown = weighed.every(({ withheld }) => withheld.length === 0)
    return isKnown && average !== null && average <= level ? 'no worse' : 'undecided'
  }
  return toProve(weighed).every(isProved) ? 'no worse' : 'undecided'
}

const level = 0.05

/** Each at 5 %, without a division: the error of saying it of all is that of the one that is not (Berger 1982). */
function isProved({ p, withheld }: GatedBenchmark): boolean {
  return withheld.length === 0 && p.noWorse <= level
}

/** The critical ones; where there are none, all that weigh. */
function toProve(weighed: readonly GatedBenchmark[]): readonly GatedBenchmark[] {
  const critical = weighed.filter(({ tier }) => tier === 'critical')
  return critical.length > 0 ? critical : weighed
}

function anyRegressed(benchmarks: readonly GatedBenchmark[]): boolean {
  return benchmarks.some(({ tier, verdict }) => tier !== 'advisory' && verdict === 'regressed')
}

/** p of the mean drop over all that weigh; null where one of them cannot be tested so. */
function averageOf(tested: readonly TestedBenchmark[]): number | null {
  const surplus: Surplus[] = []
  for (const { row, test, margin } of tested) {
    if (row.tier === 'advisory') continue
    const own = test?.surplusAt(margin) ?? null
    if (own === null) return null
    surplus.push(own)
  }
  return surplus.length === 0 ? null : meanNoWorse(surplus).p
}

function reasonsOf(
  benchmarks: readonly GatedBenchmark[],
  of: { readonly verdict: GateVerdict; readonly average: number | null; readonly asks: GatePolicy['asks'] },
): string[] {
  const { verdict, average, asks } = of
  const weighed = benchmarks.filter(({ tier }) => tier !== 'advisory')
  if (verdict === 'regressed') {
    const which = weighed.filter((one) => one.verdict === 'regressed').map(({ setting }) => setting)
    return [`regressed: ${which.join(', ')}`]
  }
  if (weighed.length === 0) return ['no benchmark of both sides weighs in this policy']
  if (verdict === 'no worse') {
    return asks === 'each'
      ? [`proved no worse: ${toProve(weighed).map(({ setting }) => setting).join(', ')}`] // prettier-ignore
      : ['the mean drop is below the margin, and no benchmark regressed']
  }
  if (asks === 'on average' && average !== null) return ['the mean drop is not proved to be below the margin']
  const open = (asks === 'each' ? toProve(weighed) : weighed).filter((one) => !isProved(one))
  return [`not proved no worse: ${open.map(({ setting }) => setting).join(', ')}`]
}
