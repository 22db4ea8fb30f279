import { hash } from 'node:crypto'
import { counted, RetableError, type ReadAsset } from '@retable/core'
import type { Annotation } from './annotations.ts'
import { referenceOutputs } from './assets.ts'
import { asFields, jsonArray } from '../judgements/json-array.ts'
import { readOnce } from '../judgements/read-once.ts'

/** sha256 of the instructions of {@link referenceOutputs} as a JSON array: a file in order is told without that file. */
export const orderSha256 = 'd02007bfbcc8fcf624c641e8b70d53e82f7d0c061d12cf1b5695357e0d0090ce'

/**
 * What is to be said of rows that do not stand where AlpacaEval has their instruction: alpaca_eval takes the difficulty
 * by position, so such a row is fitted with another instruction's. Of 805 rows in order none has another position.
 */
export async function orderNotes(rows: readonly Annotation[], read: ReadAsset): Promise<string[]> {
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
  const bytes = await read(referenceOutputs).catch((error: unknown) => {
    if (error instanceof RetableError && error.kind === 'environment') return error
    throw error
  })
  if (bytes instanceof RetableError)
    return `Whether rows stand in AlpacaEval's order is not known, by which difficulties go: ${bytes.message}.`
  return jsonArray(new TextDecoder().decode(bytes), referenceOutputs.name).map((element) =>
    String(asFields(element)['instruction']),
  )
})

function notesBeside(rows: readonly Annotation[], order: readonly string[]): string[] {
  const moved = rows.filter(({ row, instruction }) => order[row] !== instruction)
  const known = new Set(order)
  const foreign = rows.filter(({ instruction }) => !known.has(instruction)).length
  const [first] = moved
  if (first === undefined) return []
  const at = first.row + 1
  const whose = known.has(first.instruction)
    ? `that of row ${order.indexOf(first.instruction) + 1}`
    : 'none of its instructions'
  return [
    `Rows are out of order: the instruction of row ${at} is ${whose} in AlpacaEval, and ${counted(moved.length, 'row')} of ${rows.length} in all ${moved.length === 1 ? 'is' : 'are'} not where AlpacaEval has ${moved.length === 1 ? 'it' : 'them'}. Difficulties go by position, as in alpaca_eval, so lc_win_rate is made with other instructions' difficulties.`,
    ...(foreign > 0
      ? [
          `${counted(foreign, 'instruction')} ${foreign === 1 ? 'is' : 'are'} none of AlpacaEval's ${order.length}.`,
        ]
      : []),
  ]
}
