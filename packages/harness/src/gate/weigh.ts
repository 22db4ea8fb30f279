import type { GatePValues, GateTier, GateVerdict } from '@retable/core'
import { suiteVerdict } from '@retable/stats/gate'

/** A benchmark as far as a suite's verdict depends on it. */
export interface Weighable {
  readonly tier: GateTier
  readonly p: GatePValues
  /** Why no verdict is drawn; empty where nothing forbids one. */
  readonly withheld: readonly string[]
}

/** One benchmark's own verdict, the others counted in. */
export interface Weighed {
  readonly verdict: GateVerdict
  /** Null for one that only advises: it is by itself. */
  readonly adjusted: GatePValues | null
}

/** Each kind of error is at most this. */
export const level = 0.05

/** Verdicts of all, by Holm and Hochberg over those that weigh. */
export function weigh(all: readonly Weighable[]): readonly Weighed[] {
  const family = all.filter(({ tier }) => tier !== 'advisory')
  const suite = suiteVerdict(family.map(({ p }) => p), level) // prettier-ignore
  return all.map((one) => {
    const at = family.indexOf(one)
    const member = at < 0 ? suiteVerdict([one.p], level).members[0]! : suite.members[at]!
    return {
      verdict: one.withheld.length > 0 ? 'undecided' : member.verdict,
      adjusted: at < 0 ? null : member.adjusted,
    }
  })
}

/** Whether any that weighs regressed: then the suite did. */
export function anyRegressed(all: readonly (Pick<Weighable, 'tier'> & Pick<Weighed, 'verdict'>)[]): boolean {
  return all.some(({ tier, verdict }) => tier !== 'advisory' && verdict === 'regressed')
}

/** The critical ones; where there are none, all that weigh. */
export function toProve<T extends Pick<Weighable, 'tier'>>(all: readonly T[]): readonly T[] {
  const weighing = all.filter(({ tier }) => tier !== 'advisory')
  const critical = weighing.filter(({ tier }) => tier === 'critical')
  return critical.length > 0 ? critical : weighing
}

/** Each at 5 %, without a division: the error of saying it of all is that of the one that is not (Berger 1982). */
export function isProved({ p, withheld }: Pick<Weighable, 'p' | 'withheld'>): boolean {
  return withheld.length === 0 && p.noWorse <= level
}

/** The suite's verdict where each has to be proved no worse. */
export function verdictOfEach(all: readonly (Weighable & Pick<Weighed, 'verdict'>)[]): GateVerdict {
  if (anyRegressed(all)) return 'regressed'
  const open = toProve(all)
  return open.length > 0 && open.every(isProved) ? 'no worse' : 'undecided'
}
