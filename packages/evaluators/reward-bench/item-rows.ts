import type { Judge, PairVerdict } from '@retable/core'
import { generative, offsetBias, panelVote, ratings, rewardModel } from './judges.ts'

/** What one item counts, and what was read. */
export interface ItemVerdict {
  /** 1 right, 0 wrong, ½ where no verdict could be read. */
  readonly score: number
  /** The verdict as text; null where none could be read. */
  readonly extracted: string | null
}

type Row = Readonly<Record<string, unknown>>

/**
 * What a row says of its item, in any of these shapes; undefined if in none:
 * - `correct`: true, false or a number from 0 to 1
 * - `score_chosen` and `score_rejected`: numbers of a reward model
 * - `text` and `swapped`: a pair judge's answer, `swapped` true where the chosen response was shown second; with
 *   `judge` its id, if not `generative`. A list of texts is a panel that votes.
 * - `text_chosen` and `text_rejected`: a rating of each response
 */
export function itemVerdict(row: Row): ItemVerdict | undefined {
  return stated(row) ?? scored(row) ?? judged(row) ?? rated(row)
}

function stated({ correct }: Row): ItemVerdict | undefined {
  const value = typeof correct === 'boolean' ? Number(correct) : correct
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) return undefined
  return { score: value, extracted: String(correct) }
}

function scored(row: Row): ItemVerdict | undefined {
  const [chosen, rejected] = [numberIn(row['score_chosen']), numberIn(row['score_rejected'])]
  if (chosen === null || rejected === null) return undefined
  return { score: chosen > rejected ? 1 : 0, extracted: `${chosen} : ${rejected}` }
}

function judged({ text, swapped, judge = generative.id }: Row): ItemVerdict | undefined {
  const texts: readonly unknown[] = Array.isArray(text) ? text : [text]
  const rule = pairJudges.find(({ id }) => id === judge)
  if (rule === undefined || typeof swapped !== 'boolean' || texts.length === 0) return undefined
  if (!texts.every((entry) => typeof entry === 'string')) return undefined
  const verdict = panelVote(texts.map((entry) => rule.parse(entry)))
  if (verdict === null) return { score: 0.5, extracted: null }
  return { score: verdict === (swapped ? 'second' : 'first') ? 1 : 0, extracted: verdict }
}

function rated({ text_chosen: chosen, text_rejected: rejected }: Row): ItemVerdict | undefined {
  if (typeof chosen !== 'string' || typeof rejected !== 'string') return undefined
  const [high, low] = [ratings.parse(chosen), ratings.parse(rejected)]
  if (high === null || low === null) return { score: 0.5, extracted: null }
  const score = high === low ? 0.5 : high > low ? 1 : 0
  return { score, extracted: `${high} : ${low}` }
}

const pairJudges: readonly Judge<PairVerdict>[] = [generative, offsetBias]

function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' ? rewardModel.parse(value) : null
}
