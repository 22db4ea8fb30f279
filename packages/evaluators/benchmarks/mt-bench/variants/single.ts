import {
  counted,
  type Judgements,
  type JudgementScore,
  type JudgeVariant,
  type Measurement,
} from '@retable/core'
import { clusteredMean } from '@retable/stats'
import { ratingCredit } from '../../../judgements/credit.ts'
import { measurement } from '../../../measure/measurement.ts'
import { countOf, isFlat, meanInterval } from '../../../measure/measurements.ts'
import { itemName, measurementName } from '../../../judgements/names.ts'
import { singleJudge } from '../judges/single.ts'
import { questionNotes } from '../question-notes.ts'
import { readRatings, type Rating } from '../rating-rows.ts'

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
  scoreBounds: { least: 1, most: 10 },
  measure: (judgements) => new Promise((resolve) => resolve(measured(judgements))),
}

function measured(judgements: Judgements): JudgementScore {
  const { ratings, broken, named } = readRatings(judgements)
  const byModel = Map.groupBy(ratings, ({ model }) => model)
  const measurements = [...byModel].flatMap(([model, rows]) => {
    const name = (metric: string) => measurementName(metric, model, byModel.size)
    const turns = [1, 2].map((turn) => rows.filter((row) => row.turn === turn))
    return [
      ...meanRating(name('score'), rows),
      ...turns.flatMap((ofTurn, i) => meanRating(name(`turn_${i + 1}`), ofTurn)),
      countOf(name('ratings'), rows.filter(({ rating }) => rating !== null).length),
      countOf(name('errors'), rows.filter(({ rating }) => rating === null).length),
    ]
  })
  return { measurements, scores: samplesOf(ratings, byModel.size), broken, notes: notesOf(ratings), named }
}

/** The mean over rated rows; a question's turns are one cluster. Nothing where no row is rated. */
function meanRating(name: string, rows: readonly Rating[]): Measurement[] {
  const rated = rows.flatMap(({ question, rating }) => {
    const points = ratingCredit(rating, singleJudge)
    return points === null ? [] : [{ question, points }]
  })
  if (rated.length === 0) return []
  const values = rated.map(({ points }) => points)
  const { mean, standardError, clusters } = clusteredMean(
    values,
    rated.map(({ question }) => question),
  )
  const parts = { mean, standardError, independent: clusters, isFlat: isFlat(values) }
  const interval = meanInterval({ ...parts, unit: 'points' })
  return [measurement(name, mean, { n: clusters, unit: 'points', standardError, interval })]
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
