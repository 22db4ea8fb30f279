import type { PairVerdict } from '@retable/core'
import { isObject } from '../../judgements/json-rows.ts'
import { isCredited } from '../../judgements/credit.ts'
import { inOriginalOrder, inOwnOrder } from '../../judgements/orders.ts'
import { shown } from '../../judgements/shown.ts'
import { outputLine, pairJudges, pairRules, rating } from './judges.ts'

/** The output that a judge prefers, numbered as the data set has them; null where no verdict was read. */
export type Winner = '1' | '2' | null

/** One pair, judged in the order given and with the outputs swapped. */
export interface JudgedPair {
  readonly label: '1' | '2'
  readonly given: Winner
  readonly swapped: Winner
}

type Row = Readonly<Record<string, unknown>>
type Winners = Omit<JudgedPair, 'label'>

/**
 * A pair in any of these shapes, else why it is none. `label` is 1 or 2, the better output.
 * - a row of a released result.json: the last of `results` has both winners
 * - `winner`: a list of two, the order given first
 * - `text`: a judge's two answers, the order given first; with `judge` its id, if not `output-line`
 * - `text_1` and `text_2`: a rating of each output
 */
export function judgedPair(row: Row): JudgedPair | string {
  const label = String(row['label'])
  if (label !== '1' && label !== '2') return `label is ${shown(row['label'])}, neither 1 nor 2`
  const winners = winnersIn(row)
  return typeof winners === 'string' ? winners : { label, ...winners }
}

/** The winner in one order: with the outputs swapped, the first one shown is output 2. */
export function winnerOf(verdict: PairVerdict | null, swapped: boolean): Winner {
  return ownWinner(inOriginalOrder(verdict, swapped))
}

function ownWinner(verdict: PairVerdict | null): Winner {
  return verdict === 'first' ? '1' : verdict === 'second' ? '2' : null
}

/** Whether a winner is right, by the pair judges' rules. */
export function isRight(winner: Winner, label: JudgedPair['label']): boolean {
  return isCredited(winner === null ? null : verdicts[winner], pairRules, verdicts[label])
}

const verdicts = { 1: 'first', 2: 'second' } as const

/** Both winners of a pair of ratings; alike, or one unread, they differ between the orders and count one half. */
export function winnersOfRatings(first: number | null, second: number | null): Winners {
  if (first === null || second === null) return { given: '1', swapped: '2' }
  return { given: first > second ? '1' : '2', swapped: second > first ? '2' : '1' }
}

function winnersIn(row: Row): Winners | string {
  if ('results' in row) return released(row['results'])
  if ('winner' in row) return stated(row['winner'], 'winner')
  if ('text' in row) return judged(row)
  if ('text_1' in row || 'text_2' in row) return rated(row)
  return 'has none of results, winner, text, or text_1 and text_2'
}

function released(results: unknown): Winners | string {
  const last: unknown = Array.isArray(results) ? results.at(-1) : undefined
  const orders = isObject(last) ? [last['swap = False'], last['swap = True']] : []
  if (orders.length === 0 || !orders.every(isObject)) {
    return 'the last of "results" has no "swap = False" and "swap = True"'
  }
  return stated(
    orders.map((order) => order['winner']),
    'results',
  )
}

function stated(winners: unknown, field: string): Winners | string {
  if (!Array.isArray(winners) || winners.length !== 2)
    return `${field} is ${shown(winners)}, no list of two winners`
  const [given, swapped] = winners.map(winnerIn)
  if (given !== undefined && swapped !== undefined) return { given, swapped }
  return `${field} has the winner ${shown(winners[given === undefined ? 0 : 1])}, none of 1, 2 and null`
}

function winnerIn(value: unknown): Winner | undefined {
  if (value === null) return null
  if (value === '1' || value === 1) return '1'
  return value === '2' || value === 2 ? '2' : undefined
}

function judged({ text, judge = outputLine.id }: Row): Winners | string {
  const rule = pairJudges.find(({ id }) => id === judge)
  if (rule === undefined) {
    return `judge is ${shown(judge)}, none of ${pairJudges.map(({ id }) => id).join(' and ')}`
  }
  const texts: readonly unknown[] = Array.isArray(text) ? text : []
  const read = texts.flatMap((entry) => (typeof entry === 'string' ? [rule.parse(entry)] : []))
  const own = texts.length === read.length ? inOwnOrder(rule, read) : null
  if (own === null) return `text is ${shown(text)}, no list of two answers`
  const [given = null, swapped = null] = own.map(ownWinner)
  return { given, swapped }
}

function rated({ text_1: first, text_2: second }: Row): Winners | string {
  if (typeof first !== 'string') return `text_1 is ${shown(first)}, no text`
  if (typeof second !== 'string') return `text_2 is ${shown(second)}, no text`
  return winnersOfRatings(rating.parse(first), rating.parse(second))
}
