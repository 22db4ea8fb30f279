import type { PairVerdict } from '@retable/core'
import { isObject } from '../judgements/json-rows.ts'
import { outputLine, pairJudges, rating } from './judges.ts'

/** The output that a judge prefers, numbered as the data set has them; null where no verdict was read. */
export type Winner = '1' | '2' | null

/** One pair, judged in the order given and with the outputs swapped. */
export interface JudgedPair {
  readonly label: '1' | '2'
  readonly given: Winner
  readonly swapped: Winner
}

type Row = Readonly<Record<string, unknown>>

/**
 * A pair in any of these shapes; undefined if in none. `label` is 1 or 2, the better output.
 * - a row of a released result.json: the last of `results` has both winners
 * - `winner`: a list of two, the order given first
 * - `text`: a judge's two answers, the order given first; with `judge` its id, if not `output-line`
 * - `text_1` and `text_2`: a rating of each output
 */
export function judgedPair(row: Row): JudgedPair | undefined {
  const label = String(row['label'])
  if (label !== '1' && label !== '2') return undefined
  const winners = released(row) ?? stated(row['winner']) ?? judged(row) ?? rated(row)
  return winners === undefined ? undefined : { label, ...winners }
}

/** The winner in one order: with the outputs swapped, the first one shown is output 2. */
export function winnerOf(verdict: PairVerdict | null, swapped: boolean): Winner {
  if (verdict === 'first') return swapped ? '2' : '1'
  return verdict === 'second' ? (swapped ? '1' : '2') : null
}

/** Both winners of a pair of ratings; alike, or one unread, they differ between the orders and count one half. */
export function winnersOfRatings(first: number | null, second: number | null): Omit<JudgedPair, 'label'> {
  if (first === null || second === null) return { given: '1', swapped: '2' }
  return { given: first > second ? '1' : '2', swapped: second > first ? '2' : '1' }
}

function released({ results }: Row): Omit<JudgedPair, 'label'> | undefined {
  const last: unknown = Array.isArray(results) ? results.at(-1) : undefined
  if (!isObject(last)) return undefined
  const orders = [last['swap = False'], last['swap = True']]
  return orders.every(isObject) ? stated(orders.map((order) => order['winner'])) : undefined
}

function stated(winners: unknown): Omit<JudgedPair, 'label'> | undefined {
  if (!Array.isArray(winners) || winners.length !== 2) return undefined
  const [given, swapped] = winners.map(winnerIn)
  return given === undefined || swapped === undefined ? undefined : { given, swapped }
}

function winnerIn(value: unknown): Winner | undefined {
  if (value === null) return null
  if (value === '1' || value === 1) return '1'
  return value === '2' || value === 2 ? '2' : undefined
}

function judged({ text, judge = outputLine.id }: Row): Omit<JudgedPair, 'label'> | undefined {
  const rule = pairJudges.find(({ id }) => id === judge)
  if (rule === undefined || !Array.isArray(text) || text.length !== 2) return undefined
  const [given, swapped] = text as unknown[]
  if (typeof given !== 'string' || typeof swapped !== 'string') return undefined
  return { given: winnerOf(rule.parse(given), false), swapped: winnerOf(rule.parse(swapped), true) }
}

function rated({ text_1: first, text_2: second }: Row): Omit<JudgedPair, 'label'> | undefined {
  if (typeof first !== 'string' || typeof second !== 'string') return undefined
  return winnersOfRatings(rating.parse(first), rating.parse(second))
}
