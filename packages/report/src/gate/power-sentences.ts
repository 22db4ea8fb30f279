import { grouped, type GatedBenchmark } from '@retable/core'
import { isShare } from '../compare/score-text.ts'

/** What the test can see, and where nothing is decided what would decide it. */
export function powerSentences({ power, comparison, verdict, withheld }: GatedBenchmark): string[] {
  if (power === null) return []
  const {
    n,
    discordance,
    dropSeen,
    dropSeenAsFirst,
    benchmarks,
    itemsForNoWorse,
    itemsForRegressed,
    withSamples,
  } = power
  const isOfShares = isShare(comparison.bounds)
  const points = (drop: number) => `${isOfShares ? (100 * drop).toFixed(1) : drop.toFixed(2)} points`
  const first = benchmarks > 1 ? ` (${points(dropSeenAsFirst)} as the first of ${benchmarks})` : ''
  const changed =
    comparison.samples.most === 1 && isOfShares ? 'of answers changed' : 'as mean squared difference'
  const seen = `with ${grouped(n)} ${comparison.unit}s and ${(100 * discordance).toFixed(1)} % ${changed} a drop of ${points(dropSeen)}${first} is called a regression in 80 % of such runs`
  if (verdict !== 'undecided' || withheld.length > 0) return [seen]
  const needs = [
    itemsForNoWorse === null
      ? 'no number of items up to 200,000 proves equal versions no worse in 80 %'
      : `${itemsText(itemsForNoWorse, n)} would prove equal versions no worse in 80 % of such runs`,
    ...(itemsForRegressed === null
      ? []
      : [`${itemsText(itemsForRegressed, n)} would call a drop like this one a regression in 80 %`]),
  ]
  const samples =
    withSamples === null
      ? 'several samples an item need fewer items, and ./retable noise says by how many'
      : `with ${withSamples.samples} samples an item ${grouped(withSamples.items)} items would, as its noise is`
  return [seen, `undecided: ${needs.join('; ')}; ${samples}`]
}

function itemsText(items: number, n: number): string {
  return items > n ? `${grouped(items)} items` : `${grouped(items)} items, which there are,`
}
