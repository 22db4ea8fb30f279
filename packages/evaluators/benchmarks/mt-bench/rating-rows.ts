import { counted, type BrokenRow, type Judgements } from '@retable/core'
import { inOrder, jsonRows, judgementError } from '../../judgements/json-rows.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { isRating, readRating } from './judges/single.ts'

/** A rating of one answer; null where the judge gave none. */
export interface Rating {
  readonly model: string
  readonly question: string
  readonly turn: number
  readonly rating: number | null
  /** Whether the stored score is not the rating in the text. */
  readonly contradicted: boolean
  /** Whether it was given a number off the scale from 1 to 10, which is no rating. */
  readonly offScale: boolean
}

/** A file of ratings. */
export interface RatingFile {
  readonly ratings: readonly Rating[]
  readonly broken: readonly BrokenRow[]
  readonly named: Named
}

/**
 * Reads what gen_judgment.py writes in single mode.
 *
 * @throws RetableError `evaluators/no-judgements` if the file holds no rating from 1 to 10
 */
export function readRatings(judgements: Judgements): RatingFile {
  const { rows, broken } = jsonRows(judgements)
  const ratings: Rating[] = []
  for (const { line, value } of rows) {
    const { question_id: question, model, turn } = value
    const given = givenIn(value)
    const isQuestion = typeof question === 'string' || typeof question === 'number'
    if (typeof model !== 'string' || typeof turn !== 'number' || !isQuestion || given === undefined) {
      const reason = 'it lacks question_id, model, turn, or a score or judgment'
      broken.push({ kind: 'broken', line, reason })
      continue
    }
    ratings.push({ model, question: String(question), turn, ...given })
  }
  if (ratings.length === 0) {
    const isPairs = rows.some(({ value }) => 'model_1' in value && 'model_2' in value)
    throw judgementError(
      isPairs
        ? `${judgements.name} holds pairs of models, not ratings; add --variant pair`
        : `${judgements.name} holds no rating of MT-Bench; give a file as FastChat's gen_judgment.py writes it in single mode (question_id, model, judgment, score, turn)`,
    )
  }
  if (ratings.every(({ rating }) => rating === null)) {
    throw judgementError(
      `${judgements.name}: none of ${counted(ratings.length, 'judgement')} has a rating from 1 to 10`,
    )
  }
  const named = namedIn(
    rows.map(({ value }) => value),
    { models: ['model'], judges: ['judge'] },
  )
  return { ratings, broken: inOrder(broken), named }
}

/** The rating of a row; undefined if it has neither a stored one nor a text. */
function givenIn({ score, judgment }: Readonly<Record<string, unknown>>) {
  const inText = typeof judgment === 'string' ? readRating(judgment) : undefined
  const stored = typeof score === 'number' ? (score === -1 ? null : score) : undefined
  const given = stored === undefined ? inText : stored
  if (given === undefined) return undefined
  const offScale = given !== null && !isRating(given)
  const contradicted = stored !== undefined && inText !== undefined && stored !== inText
  return { rating: offScale ? null : given, contradicted, offScale }
}
