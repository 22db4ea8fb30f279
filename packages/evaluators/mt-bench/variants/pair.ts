import type { BrokenRow, JudgementFile, JudgementScore, JudgeVariant, Measurement } from '@retable/core'
import { inOrder, jsonRows, judgementError } from '../../judgements/json-rows.ts'
import { meanMeasurement } from '../../judgements/measurements.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { counted, itemName } from '../../judgements/names.ts'
import { inOriginalOrder } from '../../judgements/orders.ts'
import { pairJudge } from '../judges/pair.ts'
import { questionNotes } from '../question-notes.ts'

/** Who won a game as FastChat stores it; in the second game the answers are shown in the other order. */
export type GameWinner = 'model_1' | 'model_2' | 'tie' | 'error'

/** One question's two games. */
interface Row {
  readonly models: readonly [string, string]
  readonly question: string
  readonly turn: number
  readonly games: readonly [GameWinner, GameWinner]
  readonly contradicted: boolean
}

/**
 * Win rates from a gpt-4_pair.jsonl (question_id, model_1, model_2, g1_winner, g2_winner, g1_judgment, g2_judgment,
 * turn) as FastChat's show_result.py takes them. A stored winner decides; a game without one is read from its text.
 */
export const pair: JudgeVariant = {
  id: 'pair',
  version: '2',
  summary: 'win rates over two games in swapped order; disagreement is a tie, a tie half a win',
  source:
    'arXiv 2306.05685v4, section 3.4; FastChat at 0e6d3e4, llm_judge/show_result.py, display_result_pairwise',
  judges: [pairJudge],
  measure: (file) => new Promise((resolve) => resolve(measured(file))),
}

/** The winner of a game in a judge's text. */
export function readGame(text: string, game: 0 | 1): GameWinner {
  const verdict = inOriginalOrder(pairJudge.parse(text), game === 1)
  return verdict === null ? 'error' : gameWinners[verdict]
}

const gameWinners = { first: 'model_1', second: 'model_2', tie: 'tie' } as const

/** What a model got in a row: 1, 0.5 or 0; null where a game has no verdict. `seat` is the model's place in the row. */
function pointsOf([first, second]: Row['games'], seat: 0 | 1): number | null {
  if (first === 'error' || second === 'error') return null
  if (first === 'tie' || first !== second) return 0.5
  return (first === 'model_1') === (seat === 0) ? 1 : 0
}

function measured(file: JudgementFile): JudgementScore {
  const { rows, broken, named } = readRows(file)
  const sides = rows.flatMap((row) =>
    ([0, 1] as const).map((seat) => ({ ...row, model: row.models[seat], points: pointsOf(row.games, seat) })),
  )
  const measurements = [...Map.groupBy(sides, ({ model }) => model)].flatMap(([model, all]) => {
    const counting = all.filter(({ points }) => points !== null)
    const share = (metric: string, value: (points: number) => number) =>
      shareOf(
        `${metric}/${model}`,
        counting.map(({ points }) => value(points!)),
        counting.map(({ question }) => question),
      )
    return [
      ...share('win_rate_adjusted', (points) => points),
      ...share('win_rate', (points) => (points === 1 ? 1 : 0)),
      ...share('loss_rate', (points) => (points === 0 ? 1 : 0)),
      ...share('tie_rate', (points) => (points === 0.5 ? 1 : 0)),
      count(`rows/${model}`, counting.length),
      count(`errors/${model}`, all.length - counting.length),
    ]
  })
  return { measurements, scores: samplesOf(rows), broken, notes: notesOf(rows), named }
}

function readRows(file: JudgementFile): { rows: Row[]; broken: BrokenRow[]; named: Named } {
  const read = jsonRows(file)
  const broken = [...read.broken]
  const rows: Row[] = []
  for (const { line, value } of read.rows) {
    const { question_id: question, model_1: first, model_2: second, turn } = value
    const [one, other] = [gameOf(value, 0), gameOf(value, 1)]
    const isQuestion = typeof question === 'string' || typeof question === 'number'
    if (typeof first !== 'string' || typeof second !== 'string' || !isQuestion || !one || !other) {
      const reason = 'it lacks question_id, model_1, model_2, or the winner or judgment of a game'
      broken.push({ kind: 'broken', line, reason })
      continue
    }
    rows.push({
      models: [first, second],
      question: String(question),
      turn: typeof turn === 'number' ? turn : 1,
      games: [one.winner, other.winner],
      contradicted: one.contradicted || other.contradicted,
    })
  }
  if (rows.length === 0) {
    throw judgementError(
      `${file.name} holds no pair of MT-Bench; give a file as FastChat's gen_judgment.py writes it in pairwise mode (question_id, model_1, model_2, g1_winner, g2_winner, turn)`,
    )
  }
  if (rows.every(({ games }) => pointsOf(games, 0) === null)) {
    throw judgementError(`${file.name}: each of ${counted(rows.length, 'row')} has a game without a verdict`)
  }
  const named = namedIn(
    read.rows.map(({ value }) => value),
    { models: ['model_1', 'model_2'], judges: ['judge'] },
  )
  return { rows, broken: inOrder(broken), named }
}

function gameOf(value: Readonly<Record<string, unknown>>, game: 0 | 1) {
  const [stored, judgment] = [value[`g${game + 1}_winner`], value[`g${game + 1}_judgment`]]
  const inText = typeof judgment === 'string' ? readGame(judgment, game) : undefined
  const winner = winners.find((known) => known === stored) ?? inText
  return winner === undefined ? null : { winner, contradicted: inText !== undefined && inText !== winner }
}

const winners: readonly GameWinner[] = ['model_1', 'model_2', 'tie', 'error']

/** A share over rows, of which a question's turns are one cluster; n is the number of questions. */
function shareOf(name: string, values: readonly number[], questions: readonly string[]): Measurement[] {
  if (values.length === 0) return []
  return [{ ...meanMeasurement(name, values, 'fraction', questions), n: new Set(questions).size }]
}

function count(name: string, value: number): Measurement {
  return { name, value, standardError: null, n: value, unit: 'count', interval: null }
}

/** One score a row that counts: what model_1 got. */
function samplesOf(rows: readonly Row[]): JudgementScore['scores'] {
  const pairs = new Set(rows.map(({ models }) => models.join(' vs ')))
  const seen = new Map<string, number>()
  return rows.flatMap((row) => {
    const score = pointsOf(row.games, 0)
    if (score === null) return []
    const place = [row.question, String(row.turn)]
    const item = itemName(...(pairs.size === 1 ? place : [row.models.join(' vs '), ...place]))
    const sample = seen.get(item) ?? 0
    seen.set(item, sample + 1)
    return { benchmark: 'mt-bench', item, sample, extracted: row.games.join(' '), gold: '', score }
  })
}

function notesOf(rows: readonly Row[]): string[] {
  const notes = [
    ...questionNotes(rows.map(({ question }) => question)),
    'The score of an item is what model_1 got: 1, 0.5 or 0.',
  ]
  const contradicted = rows.filter((row) => row.contradicted).length
  if (contradicted > 0) {
    notes.push(
      `In ${counted(contradicted, 'row')} a stored winner is not the one in the text; the stored winner counts.`,
    )
  }
  return notes
}
