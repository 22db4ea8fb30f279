import { grouped, type BenchmarkComparison, type Flip, type FlipSide } from '@retable/core'
import { printable, printableHead, printableTail } from '../text/printable.ts'
import { scoreText } from './score-text.ts'

/** What changed, both answers side by side: the items that fell first. */
export function flipsText({ setting, flips, bounds }: BenchmarkComparison, most: number): string {
  const shown = fallenFirst(flips).slice(0, most)
  if (shown.length === 0) return `${printable(setting)}: no item changed\n`
  const rest = flips.length - shown.length
  const head = `${printable(setting)}: ${grouped(shown.length)} of the ${grouped(flips.length)} items that changed${rest > 0 ? ' (--show-first shows more)' : ''}`
  return [head, ...shown.map((flip) => flipText(flip, bounds)), ''].join('\n')
}

/** Those that fell the furthest, to those that rose the furthest; of equals as they come. */
export function fallenFirst(flips: readonly Flip[]): Flip[] {
  const change = ({ baseline, candidate }: Flip) => candidate.score - baseline.score
  return flips.toSorted((a, b) => change(a) - change(b))
}

function flipText(
  { item, category, gold, baseline, candidate }: Flip,
  bounds: BenchmarkComparison['bounds'],
): string {
  const right = gold === undefined ? '' : `, right is "${printableHead(gold, 60)}"`
  const of = category === undefined ? '' : ` (${printable(category)})`
  return [
    `  ${printable(item)}${of}: ${scoreText(baseline.score, bounds)} → ${scoreText(candidate.score, bounds)}${right}`,
    `    baseline:  ${sideText(baseline)}`,
    `    candidate: ${sideText(candidate)}`,
  ].join('\n')
}

function sideText({ answer, text }: FlipSide): string {
  const found = answer === undefined ? '' : answer === null ? 'no answer' : `"${printableHead(answer, 60)}"`
  return text === undefined ? found : `${found}  ${printableTail(text, 160)}`.trim()
}
