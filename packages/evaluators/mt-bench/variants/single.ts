import type { BrokenRow, JudgementFile, JudgementScore, JudgeVariant, Measurement } from '@retable/core'
import { clusteredMean } from '@retable/stats'
import { inOrder, jsonRows, judgementError } from '../../judgements/json-rows.ts'
import { isFlat, meanInterval } from '../../judgements/measurements.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { counted, itemName, measurementName } from '../../judgements/names.ts'
import { isRating, readRating, singleJudge } from '../judges/single.ts'
import { questionNotes } from '../question-notes.ts'

/** A rating of one answer; null where the judge gave none. */
interface Rating {
  readonly model: string
  readonly question: string
  readonly turn: number
  readonly rating: number | null
  /** Whether the stored score is not the rating in the text. */
  readonly contradicted: boolean
  /** Whether it was given a number off the scale from 1 to 10, which is no rating. */
  readonly offScale: boolean
}

interface RatingFile {
  readonly ratings: readonly Rating[]
  readonly broken: readonly BrokenRow[]
  readonly named: Named
}

/**
 * Means of the ratings in a gpt-4_single.jsonl (question_id, model, judgment, score, turn) as FastChat's
 * show_result.py takes them: the overall mean is over all rated rows, not over the two turns' means. A stored score
 * decides; a row without one is read from its text.
 */
export const single: JudgeVariant = {
  id: 'single',
  version: '2',
  summary: 'mean rating from 1 to 10, over both turns and for each; rows without a rating left out',
  source:
    'arXiv 2306.05685v4, section 3.1; FastChat at 0e6d3e4, llm_judge/show_result.py, display_result_single',
  judges: [singleJudge],
  measure: (file) => new Promise((resolve) => resolve(measured(file))),
}

function measured(file: JudgementFile): JudgementScore {
  const { ratings, broken, named } = readRatings(file)
  const byModel = Map.groupBy(ratings, ({ model }) => model)
  const measurements = [...byModel].flatMap(([model, rows]) => {
    const name = (metric: string) => measurementName(metric, model, byModel.size)
    const turns = [1, 2].map((turn) => rows.filter((row) => row.turn === turn))
    return [
      ...meanRating(name('score'), rows),
      ...turns.flatMap((ofTurn, i) => meanRating(name(`turn_${i + 1}`), ofTurn)),
      count(name('ratings'), rows.filter(({ rating }) => rating !== null).length),
      count(name('errors'), rows.filter(({ rating }) => rating === null).length),
    ]
  })
  return { measurements, scores: samplesOf(ratings, byModel.size), broken, notes: notesOf(ratings), named }
}

function readRatings(file: JudgementFile): RatingFile {
  const { rows, broken } = jsonRows(file)
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
        ? `${file.name} holds pairs of models, not ratings; add --variant pair`
        : `${file.name} holds no rating of MT-Bench; give a file as FastChat's gen_judgment.py writes it in single mode (question_id, model, judgment, score, turn)`,
    )
  }
  if (ratings.every(({ rating }) => rating === null)) {
    throw judgementError(
      `${file.name}: none of ${counted(ratings.length, 'judgement')} has a rating from 1 to 10`,
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

/** The mean over rated rows; a question's turns are one cluster. Nothing where no row is rated. */
function meanRating(name: string, rows: readonly Rating[]): Measurement[] {
  const rated = rows.filter(({ rating }) => rating !== null)
  if (rated.length === 0) return []
  const values = rated.map(({ rating }) => rating!)
  const { mean, standardError, clusters } = clusteredMean(
    values,
    rated.map(({ question }) => question),
  )
  const parts = { mean, standardError, independent: clusters, isFlat: isFlat(values) }
  const interval = meanInterval({ ...parts, unit: 'points' })
  return [{ name, value: mean, standardError, n: clusters, unit: 'points', interval }]
}

function count(name: string, value: number): Measurement {
  return { name, value, standardError: null, n: value, unit: 'count', interval: null }
}

function samplesOf(ratings: readonly Rating[], models: number): JudgementScore['scores'] {
  const seen = new Map<string, number>()
  return ratings.flatMap(({ model, question, turn, rating }) => {
    if (rating === null) return []
    const place = [question, String(turn)]
    const item = itemName(...(models === 1 ? place : [model, ...place]))
    const sample = seen.get(item) ?? 0
    seen.set(item, sample + 1)
    return { benchmark: 'mt-bench', item, sample, extracted: String(rating), gold: '', score: rating }
  })
}

function notesOf(ratings: readonly Rating[]): string[] {
  const notes = questionNotes(ratings.map(({ question }) => question))
  const offScale = ratings.filter((row) => row.offScale).length
  if (offScale > 0) {
    notes.push(
      `${counted(offScale, 'number')} off the scale from 1 to 10: no rating here, though FastChat counts it.`,
    )
  }
  const contradicted = ratings.filter((row) => row.contradicted).length
  if (contradicted > 0) {
    notes.push(
      `In ${counted(contradicted, 'row')} the stored score is not the rating in the text; the stored score counts.`,
    )
  }
  const answers = new Set(ratings.map(({ model, question, turn }) => JSON.stringify([model, question, turn])))
  if (answers.size < ratings.length) {
    notes.push(
      `${counted(ratings.length - answers.size, 'further rating')} of answers that are rated already; every one counts.`,
    )
  }
  return notes
}
