import type { Judge, PairVerdict } from '@retable/core'
import { credit, moreOf } from '../../judgements/credit.ts'
import { finiteIn } from '../../judgements/number-in.ts'
import { inOwnOrder } from '../../judgements/orders.ts'
import { shown } from '../../judgements/shown.ts'
import { generative, pairJudges, panelVote, ratings, rewardModel } from './judges.ts'

/** What one item counts, and what was read. */
export interface ItemVerdict {
  /** 1 right, 0 wrong, ½ where no verdict could be read. */
  readonly score: number
  /** The verdict as text; null where none could be read. */
  readonly extracted: string | null
}

type Row = Readonly<Record<string, unknown>>

/**
 * What a row says of its item, in any of these shapes; else what is wrong with it:
 * - `correct`: true, false or a number from 0 to 1
 * - `score_chosen` and `score_rejected`: numbers of a reward model; null, as NaN is read, is more than nothing
 * - `text` and `swapped`: a pair judge's answer, `swapped` true where the chosen response was shown second; with
 *   `judge` its id, if not `generative`. A list of texts is a panel that votes, an odd number of them.
 * - `text_chosen` and `text_rejected`: a rating of each response
 */
export function itemVerdict(row: Row): ItemVerdict | string {
  if (row['correct'] !== undefined) return stated(row)
  if (row['score_chosen'] !== undefined || row['score_rejected'] !== undefined) return scored(row)
  if (row['text'] !== undefined) return judged(row)
  if (row['text_chosen'] !== undefined || row['text_rejected'] !== undefined) return rated(row)
  return 'has none of correct, score_chosen, text and text_chosen'
}

function stated({ correct }: Row): ItemVerdict | string {
  const value = typeof correct === 'boolean' ? Number(correct) : correct
  if (typeof value === 'number' && value >= 0 && value <= 1)
    return { score: value, extracted: String(correct) }
  return `correct is ${shown(correct)}, neither true, false nor a number from 0 to 1`
}

function scored(row: Row): ItemVerdict | string {
  for (const field of ['score_chosen', 'score_rejected']) {
    if (row[field] !== null && scoreIn(row[field]) === null)
      return `${field} is ${shown(row[field])}, no number`
  }
  const [chosen, rejected] = [scoreIn(row['score_chosen']), scoreIn(row['score_rejected'])]
  const verdict = moreOf(chosen, rejected)
  return scoredBy(rewardModel, verdict, verdict === null ? null : `${chosen} : ${rejected}`)
}

/** A score as the program compares it: an infinite one too. Python's NaN is read as null. */
function scoreIn(value: unknown): number | null {
  return typeof value === 'number' && !Number.isNaN(value) ? value : finiteIn(value)
}

function judged({ text, swapped, judge = generative.id }: Row): ItemVerdict | string {
  const texts: readonly unknown[] = Array.isArray(text) ? text : [text]
  const rule = pairJudges.find(({ id }) => id === judge)
  if (rule === undefined)
    return `judge is ${shown(judge)}, none of ${pairJudges.map(({ id }) => id).join(' and ')}`
  if (!texts.every((entry) => typeof entry === 'string'))
    return `text is ${shown(text)}, neither a text nor a list of texts`
  if (texts.length % 2 === 0) return `text has ${texts.length} answers; a panel has an odd number of judges`
  const vote = panelVote(texts.map((entry) => rule.parse(entry)))
  const own = inOwnOrder(rule, [vote], swapped)
  if (own === null) return `swapped is ${shown(swapped)}, neither true nor false`
  return scoredBy(rule, own[0] ?? null, vote)
}

function rated({ text_chosen: chosen, text_rejected: rejected }: Row): ItemVerdict | string {
  if (typeof chosen !== 'string') return `text_chosen is ${shown(chosen)}, no text`
  if (typeof rejected !== 'string') return `text_rejected is ${shown(rejected)}, no text`
  const [high, low] = [ratings.parse(chosen), ratings.parse(rejected)]
  const verdict = moreOf(high, low)
  return scoredBy(ratings, verdict, verdict === null ? null : `${high} : ${low}`)
}

/** What a verdict, the chosen response being the first, counts by the rules of its judge. */
function scoredBy(judge: Judge, verdict: PairVerdict | null, extracted: string | null): ItemVerdict | string {
  const score = credit(verdict, judge)
  return score === null ? 'has no verdict' : { score, extracted }
}
