import { hochberg } from '../paired/hochberg.ts'
import { holm } from '../paired/holm.ts'
import type { GatePs } from './paired-test.ts'

/** What a gate says of two versions. */
export type GateVerdict = 'no worse' | 'regressed' | 'undecided'

/** One benchmark of a suite, with its own p-values and those that count the others in; the latter decide. */
export interface SuiteMember extends GatePs {
  readonly verdict: GateVerdict
  readonly adjusted: GatePs
}

/** A suite's verdict and that of each benchmark. */
export interface SuiteVerdict {
  /** Regressed where any is, no worse where each is. */
  readonly verdict: GateVerdict
  readonly members: readonly SuiteMember[]
}

/**
 * Verdicts of a suite, each kind at `level`: that any is falsely called *regressed*, by Holm 1979; that the suite is
 * falsely called *no worse*, since every p is to be at most the level (intersection-union, Berger 1982), and that any
 * benchmark is, by Hochberg 1988, who agrees with it and takes the benchmarks as independent or positively dependent.
 *
 * @param ps - of each benchmark at its margin; those that only advise are left out
 */
export function suiteVerdict(ps: readonly GatePs[], level = 0.05): SuiteVerdict {
  const regressed = holm(ps.map((p) => p.regressed))
  const noWorse = hochberg(ps.map((p) => p.noWorse))
  const members = ps.map((p, i): SuiteMember => {
    const adjusted = { noWorse: noWorse[i]!, regressed: regressed[i]! }
    return { noWorse: p.noWorse, regressed: p.regressed, adjusted, verdict: verdictOf(adjusted, level) }
  })
  const isAny = members.some((member) => member.verdict === 'regressed')
  const isEach = members.length > 0 && members.every((member) => member.verdict === 'no worse')
  return { verdict: isAny ? 'regressed' : isEach ? 'no worse' : 'undecided', members }
}

function verdictOf({ noWorse, regressed }: GatePs, level: number): GateVerdict {
  return regressed <= level ? 'regressed' : noWorse <= level ? 'no worse' : 'undecided'
}
