import type { BrokenRow, JudgementFile, JudgementScore, JudgeVariant, Measurement } from '@retable/core'
import { clusteredMean, normalInterval } from '@retable/stats'
import { jsonRows, judgementError } from '../../judgements/json-rows.ts'
import { counted, measurementName } from '../../judgements/names.ts'
import { readRating } from '../judges/single.ts'

/** A rating of one answer; null where the judge gave none. */
interface Rating {
  readonly model: string
  readonly question: string
  readonly turn: number
  readonly rating: number | null
  /** Whether the stored score is not the rating in the text. */
  readonly contradicted: boolean
}

/**
 * Means of the ratings in a gpt-4_single.jsonl (question_id, model, judgment, score, turn) as FastChat's
 * show_result.py takes them: the overall mean is over all rated rows, not over the two turns' means. A stored score
 * decides; a row without one is read from its text.
 */
export const single: JudgeVariant = {
  id: 'single',
  version: '1',
  summary: 'mean rating from 1 to 10, over both turns and for each; rows without a rating left out',
  source:
    'arXiv 2306.05685v4, section 3.1; FastChat at 0e6d3e4, llm_judge/show_result.py, display_result_single',
  measure: (file) => new Promise((resolve) => resolve(measured(file))),
}

function measured(file: JudgementFile): JudgementScore {
  const { ratings, broken } = readRatings(file)
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
  return { measurements, scores: samplesOf(ratings, byModel.size), broken, notes: notesOf(ratings) }
}

function readRatings(file: JudgementFile): { ratings: Rating[]; broken: BrokenRow[] } {
  const { rows, broken } = jsonRows(file)
  const ratings: Rating[] = []
  for (const { line, value } of rows) {
    const { question_id: question, model, turn, score, judgment } = value
    const inText = typeof judgment === 'string' ? readRating(judgment) : undefined
    const stored = typeof score === 'number' ? (score === -1 ? null : score) : undefined
    const rating = stored === undefined ? inText : stored
    const isQuestion = typeof question === 'string' || typeof question === 'number'
    if (typeof model !== 'string' || typeof turn !== 'number' || !isQuestion || rating === undefined) {
      broken.push({
        kind: 'broken',
        line,
        reason: 'it lacks question_id, model, turn, or a score or judgment',
      })
      continue
    }
    const contradicted = stored !== undefined && inText !== undefined && stored !== inText
    ratings.push({ model, question: String(question), turn, rating, contradicted })
  }
  if (ratings.length === 0) {
    throw judgementError(
      `${file.name} holds no rating of MT-Bench; give a file as FastChat's gen_judgment.py writes it in single mode (question_id, model, judgment, score, turn)`,
    )
  }
  return { ratings, broken: broken.toSorted((one, other) => one.line - other.line) }
}

/** The mean over rated rows; a question's turns are one cluster. Nothing where no row is rated. */
function meanRating(name: string, rows: readonly Rating[]): Measurement[] {
  const rated = rows.filter(({ rating }) => rating !== null)
  if (rated.length === 0) return []
  const { mean, standardError, clusters } = clusteredMean(
    rated.map(({ rating }) => rating!),
    rated.map(({ question }) => question),
  )
  const interval =
    standardError === null
      ? null
      : ({ ...normalInterval(mean, standardError), level: 0.95, method: 'normal' } as const)
  return [{ name, value: mean, standardError, n: clusters, unit: 'points', interval }]
}

function count(name: string, value: number): Measurement {
  return { name, value, standardError: null, n: value, unit: 'count', interval: null }
}

function samplesOf(ratings: readonly Rating[], models: number): JudgementScore['scores'] {
  const seen = new Map<string, number>()
  return ratings.flatMap(({ model, question, turn, rating }) => {
    if (rating === null) return []
    const item = models === 1 ? `${question}/${turn}` : `${model}/${question}/${turn}`
    const sample = seen.get(item) ?? 0
    seen.set(item, sample + 1)
    return { benchmark: 'mt-bench', item, sample, extracted: String(rating), gold: '', score: rating }
  })
}

function notesOf(ratings: readonly Rating[]): string[] {
  const notes: string[] = []
  const contradicted = ratings.filter((row) => row.contradicted).length
  if (contradicted > 0) {
    notes.push(
      `In ${counted(contradicted, 'row')} the stored score is not the rating in the text; the stored score counts.`,
    )
  }
  const answers = new Set(ratings.map(({ model, question, turn }) => JSON.stringify([model, question, turn])))
  if (answers.size < ratings.length) {
    notes.push(`${counted(ratings.length - answers.size, 'row')} rate an answer again; every row counts.`)
  }
  return notes
}
