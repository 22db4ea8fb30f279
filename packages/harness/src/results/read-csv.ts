import { parse } from 'csv-parse/sync'
import { restored } from './formula-cells.ts'

/**
 * The rows of a table that `csv` wrote, all texts, by column.
 *
 * @throws Error of csv-parse if the text is no table
 */
export function readCsv<Row>(text: string): Row[] {
  return parse<Row>(text, { columns: true, cast: restored })
}
