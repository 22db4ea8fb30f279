import { canonicalJson } from '@retable/core'
import type { Table } from './puzzle.ts'

/** A solution as the data set writes it: the first column is the house's number. */
export interface Grid {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The released copies of the data set blank their cells with this. */
const blank = '___'

/** Whether a solution's cells are there and not blanked. */
export function isFilled({ rows }: Grid): boolean {
  return rows.length > 0 && rows.every((cells) => cells.every((cell) => cell !== blank))
}

/** The table that answers are held against: houses by number, without the column that counts them. */
export function tableOfGrid({ header, rows }: Grid): Table {
  const [, ...attributes] = header
  return Object.fromEntries(
    rows.map(([, ...cells], index) => [
      `House ${index + 1}`,
      Object.fromEntries(attributes.map((attribute, column) => [attribute, cells[column] ?? ''])),
    ]),
  )
}

/** A table as items state their gold: keys sorted, no spaces. */
export function goldText(table: Table): string {
  return canonicalJson(table)
}

/**
 * A gold as a file may state it: JSON of the table, of `{"solution": table}`, or of the data set's header and rows.
 *
 * @throws SyntaxError if it is none of these, or its cells are blanked
 */
export function readGold(given: string): string {
  const value: unknown = JSON.parse(given)
  const solution = isRecord(value) && isRecord(value['solution']) ? value['solution'] : value
  const table = isGrid(solution) ? tableOfGrid(solution) : solution
  if (!isTable(table)) throw new SyntaxError('is no table of houses, attributes and values')
  return goldText(table)
}

/** The table behind {@link goldText}. */
export function tableOfGold(gold: string): Table {
  return JSON.parse(gold) as Table
}

function isGrid(value: unknown): value is Grid {
  return isRecord(value) && Array.isArray(value['header']) && Array.isArray(value['rows'])
}

function isTable(value: unknown): value is Table {
  if (!isRecord(value)) return false
  const houses = Object.values(value)
  const isCell = (cell: unknown) => typeof cell === 'string' && cell !== blank
  return houses.length > 0 && houses.every((house) => isRecord(house) && Object.values(house).every(isCell))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
