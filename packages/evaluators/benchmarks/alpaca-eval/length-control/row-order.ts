import { hash } from 'node:crypto'
import { counted, RetableError, type ReadAsset } from '@retable/core'
import type { Annotation } from '../annotations.ts'
import { referenceOutputs } from '../assets.ts'
import { jsonArray } from '../../../judgements/json-array.ts'
import { orUnavailable } from '../../../judgements/unavailable.ts'
import { readOnce } from '../../../judgements/read-once.ts'

/** sha256 of the instructions of {@link referenceOutputs} as a JSON array: a file in order is told without that file. */
export const orderSha256 = 'd02007bfbcc8fcf624c641e8b70d53e82f7d0c061d12cf1b5695357e0d0090ce'

/** What of a row its place is told by. */
type Placed = Pick<Annotation, 'row' | 'instruction'>

/**
 * What is to be said of rows that do not stand where AlpacaEval has their instruction: alpaca_eval takes the difficulty
 * by position, so such a row is fitted with another instruction's. Of 805 rows in order none has another position.
 */
export async function orderNotes(rows: readonly Placed[], read: ReadAsset): Promise<string[]> {
  if (hashOf(rows.map(({ instruction }) => instruction)) === orderSha256) return []
  const order = await referenceOrder(read)
  return typeof order === 'string' ? [order] : notesBeside(rows, order)
}

/** As {@link orderSha256} is made. */
export function hashOf(instructions: readonly string[]): string {
  return hash('sha256', JSON.stringify(instructions))
}

/** The 805 instructions in the order by which difficulties go, or in a sentence why they cannot be had. */
export const referenceOrder = readOnce(async (read): Promise<readonly string[] | string> => {
  const bytes = await orUnavailable(read(referenceOutputs))
  if (bytes instanceof RetableError)
    return `Whether rows stand in AlpacaEval's order is not known, by which difficulties go: ${bytes.message}.`
  const { elements } = jsonArray({ bytes, name: referenceOutputs.name })
  return elements.map(({ instruction }) => String(instruction))
})

function notesBeside(rows: readonly Placed[], order: readonly string[]): string[] {
  const places = new Map(order.map((instruction, at) => [instruction, at]))
  const foreign = rows.filter(({ instruction }) => !places.has(instruction))
  const moved = rows.filter(({ row, instruction }) => (places.get(instruction) ?? row) !== row)
  return [
    ...(moved[0] === undefined ? [] : [movedNote(moved[0], moved.length, rows.length, places)]),
    ...(foreign[0] === undefined ? [] : [foreignNote(foreign[0], foreign.length, order.length)]),
  ]
}

function movedNote(
  { row, instruction }: Placed,
  moved: number,
  all: number,
  places: ReadonlyMap<string, number>,
): string {
  const which = `the instruction of row ${row + 1} is that of row ${places.get(instruction)! + 1} in AlpacaEval`
  const count = `${counted(moved, 'row')} of ${all} ${moved === 1 ? 'stands' : 'stand'} elsewhere than there`
  return `Rows are out of order: ${which}, and ${count}. Difficulties go by position, as in alpaca_eval, so lc_win_rate is made with other instructions' difficulties; bring the rows into AlpacaEval's order, those without a preference too.`
}

function foreignNote({ row }: Placed, foreign: number, known: number): string {
  const count = `${counted(foreign, 'instruction')} ${foreign === 1 ? 'is' : 'are'} none of AlpacaEval's ${known}`
  return `${count} (the first in row ${row + 1}): each has the difficulty of the instruction that AlpacaEval has in its place.`
}
