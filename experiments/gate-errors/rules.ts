import { studentQuantile } from '@retable/stats/numeric'
import { criticalCounts } from '@retable/stats/gate'
import { margin } from './truths.ts'

/** Whether counts of better and worse items bring a verdict about. */
export type Rule = (better: number, worse: number) => boolean

/** The benchmarks of a suite. */
export const suiteSize = 7

/** Verdicts that the two counts alone decide. */
export const ruleNames = [
  'regressed',
  'regressed, first of seven',
  'no worse',
  'released: breach',
  'released: pass',
  'documented: breach',
] as const
export type RuleName = (typeof ruleNames)[number]

/**
 * Of n items: retable's verdicts (a benchmark alone; the first of seven by Holm), and those of NeMo Evaluator. As
 * released (0.3.0 to 0.4.0) it takes the 95 % paired t interval of the drop: above the margin a breach, below it a pass. As its
 * tutorial has it, a drop above the margin is a breach: the plain threshold.
 */
export function rulesOf(n: number): Readonly<Record<RuleName, Rule>> {
  const regressed = criticalCounts({ verdict: 'regressed', n, margin })
  const ofSeven = criticalCounts({ verdict: 'regressed', n, margin, level: 0.05 / suiteSize })
  const noWorse = criticalCounts({ verdict: 'no worse', n, margin })
  const t = studentQuantile(0.05, n - 1)
  const halfWidth = (better: number, worse: number) => {
    const mean = (worse - better) / n
    return t * Math.sqrt(Math.max(0, (better + worse) / n - mean * mean) / (n - 1))
  }
  const allowed = n * margin
  return {
    regressed: (better, worse) => worse >= regressed(better),
    'regressed, first of seven': (better, worse) => worse >= ofSeven(better),
    'no worse': (better, worse) => worse <= noWorse(better),
    'released: breach': (better, worse) => (worse - better) / n - halfWidth(better, worse) > margin,
    'released: pass': (better, worse) => (worse - better) / n + halfWidth(better, worse) < margin,
    'documented: breach': (better, worse) => worse - better > allowed,
  }
}
