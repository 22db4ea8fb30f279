import { counted, type BrokenRow, type Judgements, type PairVerdict } from '@retable/core'
import { credit } from '../../judgements/credit.ts'
import { inOrder, jsonRows, judgementError } from '../../judgements/json-rows.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { inOriginalOrder } from '../../judgements/orders.ts'
import { pairJudge } from './judges/pair.ts'

/** Who won a game as FastChat stores it; in the second game the answers are shown in the other order. */
export type GameWinner = 'model_1' | 'model_2' | 'tie' | 'error'

/** One question's two games. */
export interface Row {
  readonly models: readonly [string, string]
  readonly question: string
  readonly turn: number
  readonly games: readonly [GameWinner, GameWinner]
  readonly contradicted: boolean
}

/** The winner of a game in a judge's text. */
export function readGame(text: string, game: 0 | 1): GameWinner {
  const verdict = inOriginalOrder(pairJudge.parse(text), game === 1)
  return verdict === null ? 'error' : gameWinners[verdict]
}

const gameWinners = { first: 'model_1', second: 'model_2', tie: 'tie' } as const

/** What a model got in a row: 1, 0.5 or 0; null where a game has no verdict. `seat` is the model's place in the row. */
export function pointsOf(games: Row['games'], seat: 0 | 1): number | null {
  return credit(verdictOf(games), pairJudge, seat === 0 ? 'first' : 'second')
}

/** What two games come to: a tie where they disagree, none where one of them has no verdict. */
function verdictOf([first, second]: Row['games']): PairVerdict | null {
  if (first === 'error' || second === 'error') return null
  if (first === 'tie' || first !== second) return 'tie'
  return first === 'model_1' ? 'first' : 'second'
}

/**
 * Reads what gen_judgment.py writes in pairwise mode.
 *
 * @throws RetableError `evaluators/no-judgements` if no row has two games with a verdict
 */
export function readRows(judgements: Judgements): { rows: Row[]; broken: BrokenRow[]; named: Named } {
  const read = jsonRows(judgements)
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
      `${judgements.name} holds no pair of MT-Bench; give a file as FastChat's gen_judgment.py writes it in pairwise mode (question_id, model_1, model_2, g1_winner, g2_winner, turn)`,
    )
  }
  if (rows.every(({ games }) => pointsOf(games, 0) === null)) {
    throw judgementError(
      `${judgements.name}: each of ${counted(rows.length, 'row')} has a game without a verdict`,
    )
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
