import { grouped, type BenchmarkComparison, type BenchmarkNoise } from '@retable/core'

/** How much of what changed is what a repeat changes, too. */
export function noiseSentence(
  { flips, n, means, isAlarm }: BenchmarkNoise,
  { better, worse, items }: Pick<BenchmarkComparison, 'better' | 'worse' | 'items'>,
): string {
  const changed = better + worse
  const expected = Math.round(flips * items.paired)
  const alarm = isAlarm
    ? '; its runs differ by more than their items do, so that tests over items promise too much'
    : ''
  if (changed === 0)
    return `a repeat of one model flips ${(100 * flips).toFixed(1)} % of the items, and none changed here${alarm}`
  const measured = `measured on ${grouped(n)} items in ${means.length} repeats`
  return `a repeat of one model flips ${(100 * flips).toFixed(1)} % of the items (${measured}): about ${grouped(Math.min(expected, changed))} of the ${grouped(changed)} that changed${alarm}`
}
