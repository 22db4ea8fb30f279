import { counted, grouped, type BenchmarkComparison, type UnansweredComparison } from '@retable/core'
import { pText } from '../cells/p-text.ts'
import { noiseSentence } from '../noise/noise-sentence.ts'
import { scoreDifferenceText, scoreText } from './score-text.ts'

/** What a reader of a difference has to know, in sentences. */
export function comparisonNotes(one: BenchmarkComparison): string[] {
  const { items, samples, unit, difference, differing, doubts, notes, unanswered, truncated, noise } = one
  return [
    ...differing.map((each) => `not comparable, and compared anyway: ${each}`),
    ...doubts.map((each) => `nothing may be concluded: ${each}`),
    ...notes,
    ...unpaired(items),
    ...(samples.most > 1 && Number.isFinite(samples.least)
      ? [`an item has ${range(samples)} samples; the difference is of items’ means`]
      : []),
    ...(unit === 'source' && difference !== null
      ? [`items share sources: ${grouped(difference.n)} sources are what is independent`]
      : []),
    ...(noise === null ? [] : [noiseSentence(noise, one)]),
    ...(unanswered === null ? [] : unansweredNotes(unanswered, one)),
    ...(truncated.baseline !== null &&
    truncated.candidate !== null &&
    truncated.baseline + truncated.candidate > 0
      ? [`cut at the token limit: ${percent(truncated.baseline)}, then ${percent(truncated.candidate)}`]
      : []),
  ]
}

function unpaired({ baselineAlone, candidateAlone }: BenchmarkComparison['items']): string[] {
  if (baselineAlone + candidateAlone === 0) return []
  return [
    `left out: ${counted(baselineAlone, 'item')} that only the baseline has, ${counted(candidateAlone, 'item')} that only the candidate has`,
  ]
}

function range({ least, most }: BenchmarkComparison['samples']): string {
  return least === most ? String(most) : `${least} to ${most}`
}

function unansweredNotes(
  unanswered: UnansweredComparison,
  { bounds, worse, better }: BenchmarkComparison,
): string[] {
  const { baseline, candidate, difference, worseForFormat, betterForFormat, ofAnswered } = unanswered
  const p = difference.p < 0.0005 ? 'p < 0.001' : `p ${pText(difference.p)}`
  const without = `without an answer: ${percent(baseline)}, then ${percent(candidate)} (${p})`
  const parts = [
    worseForFormat > 0 ? `${grouped(worseForFormat)} of the ${grouped(worse)} that fell` : '',
    betterForFormat > 0 ? `${grouped(betterForFormat)} of the ${grouped(better)} that rose` : '',
  ].filter((part) => part !== '')
  if (parts.length === 0) return baseline === candidate ? [] : [without]
  const format = `${without}: ${parts.join(' and ')} changed with whether an answer was found, which may be format and no skill`
  if (ofAnswered === null) return [format]
  const { effect, interval } = scoreDifferenceText(ofAnswered, bounds)
  return [`${format}; over the ${grouped(ofAnswered.n)} that both answered: ${effect} (95 %: ${interval})`]
}

function percent(share: number): string {
  return scoreText(share, { least: 0, most: 1 })
}
