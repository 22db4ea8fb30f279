import type { GateReport, Side } from '@retable/core'
import { meanNoWorse, type Surplus } from '@retable/stats/gate'
import { comparedPairs, pairsOf, settingsLacking, type CompareOptions } from '../compare/compare-sides.ts'
import { conclude, type VerdictedBenchmark } from './conclude.ts'
import { powerFor, testBenchmark, type TestedBenchmark } from './gate-benchmark.ts'
import { nameIn, policyOf, type GatePolicy } from './policy.ts'
import { weigh } from './weigh.ts'

/**
 * Whether a candidate is worse than its baseline by more than a policy allows. *Regressed* is at 5 % over all critical and
 * supporting benchmarks (Holm); *no worse* where each critical one is proved at 5 %, or where the mean drop is (`asks`).
 *
 * @throws HarnessError `harness/not-comparable`, `harness/nothing-to-compare`
 */
export function gateSides(
  baseline: Side,
  candidate: Side,
  options: CompareOptions & { readonly policy: GatePolicy },
): GateReport {
  const { policy } = options
  const compared = comparedPairs(baseline, candidate, options)
  const tested = pairsOf(baseline, candidate).map(([, after], i) =>
    testBenchmark(compared[i]!, after, policyOf(policy, after)),
  )
  const benchmarks = gated(tested)
  const average = policy.asks === 'on average' ? averageOf(tested) : null
  const found = new Set(benchmarks.map(({ comparison }) => nameIn(policy, comparison)))
  const lacking = [...policy.benchmarks].filter(([name]) => !found.has(name))
  const missing = lacking
    .filter(([, { isRequired }]) => isRequired)
    .map(([name]) => `${name} is required, and not both sides have it`)
    .concat(lackingOf(baseline, candidate, policy))
  const unused = lacking
    .filter(([, { isRequired }]) => !isRequired)
    .map(([name]) => `the policy has ${name}, and not both sides have it`)
  const concluded = conclude(benchmarks, { policy, average, missing })
  return {
    ...{ baseline: baseline.name, candidate: candidate.name, asks: policy.asks, benchmarks },
    ...{ ...concluded, reasons: [...concluded.reasons, ...unused] },
    averageP: average,
    unpaired: [...settingsLacking(candidate, baseline), ...settingsLacking(baseline, candidate)],
    sequential: null,
  }
}

/** Each with its verdict, the others counted in. */
function gated(tested: readonly TestedBenchmark[]): VerdictedBenchmark[] {
  const verdicts = weigh(tested.map(({ row }) => row))
  const weighing = tested.filter(({ row }) => row.tier !== 'advisory').length
  return tested.map((one, i) => ({
    ...one.row,
    ...verdicts[i]!,
    power: powerFor(one, { benchmarks: Math.max(1, weighing) }),
    sequential: null,
  }))
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

/** Benchmarks that the baseline has and the candidate lacks, where the policy takes what it does not name as critical. */
function lackingOf(baseline: Side, candidate: Side, policy: GatePolicy): string[] {
  const paired = new Set(pairsOf(baseline, candidate).map(([before]) => before))
  return baseline.benchmarks
    .filter(
      (one) => !paired.has(one) && nameIn(policy, one) === undefined && policy.others.tier === 'critical',
    )
    .map(({ setting }) => `the candidate lacks ${setting}, which the baseline has`)
}
