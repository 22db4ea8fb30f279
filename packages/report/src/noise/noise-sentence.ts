import { grouped, type BenchmarkComparison, type BenchmarkNoise } from '@retable/core'
import { scoreDifferenceText } from '../compare/score-text.ts'

/** How much of what changed is what a repeat changes, too. */
export function noiseSentence(
  noise: BenchmarkNoise,
  { better, worse, items }: Pick<BenchmarkComparison, 'better' | 'worse' | 'items'>,
): string {
  const { flips, n, means, isAlarm, moved } = noise
  const changed = better + worse
  const expected = Math.round(flips * items.paired)
  if (moved !== undefined) {
    const half = `asked again, the judge gives ${(100 * flips).toFixed(1)} % of the items another verdict (measured on ${grouped(n)} items; of scores the mean squared difference)`
    const known = changed === 0 ? ', and none changed here' : `: about ${grouped(Math.min(expected, changed))} of the ${grouped(changed)} that changed` // prettier-ignore
    return `${half}${known}, which the interval holds already; ${movedText(noise)}`
  }
  const alarm = isAlarm
    ? '; its runs differ by more than their items do, so that tests over items promise too much'
    : ''
  if (changed === 0)
    return `a repeat of one model flips ${(100 * flips).toFixed(1)} % of the items, and none changed here${alarm}`
  const measured = `measured on ${grouped(n)} items in ${means.length} repeats`
  return `a repeat of one model flips ${(100 * flips).toFixed(1)} % of the items (${measured}): about ${grouped(Math.min(expected, changed))} of the ${grouped(changed)} that changed${alarm}`
}

/** Whether a judge's whole judging moved, and what may have escaped. */
export function movedText({ moved, isAlarm, bounds }: BenchmarkNoise): string {
  if (moved === undefined || moved === null) return 'too few were asked again to tell whether its judgings move as a whole' // prettier-ignore
  const { effect, interval } = scoreDifferenceText(moved, bounds)
  const by = `${effect} (95 %: ${interval})`
  return isAlarm
    ? `its whole judging moved by ${by}, so that no test over items holds`
    : `its whole judging moved by ${by}: no shift that would be told from chance, and one within that is not told from a change of the model`
}
