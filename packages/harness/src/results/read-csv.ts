import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { restored } from '@retable/core'
import { HarnessError } from '../errors.ts'

/**
 * The rows of a table that `csv` wrote, all texts, by column.
 *
 * @throws Error of csv-parse if the text is no table
 */
export function readCsv<Row>(text: string): Row[] {
  return parse<Row>(text, { columns: true, cast: restored })
}

/**
 * The rows of a table in a file; undefined where there is no such file.
 *
 * @throws HarnessError `harness/run-files` if it cannot be read
 */
export async function readTable<Row>(file: string): Promise<readonly Row[] | undefined> {
  try {
    return readCsv<Row>(await readFile(file, 'utf8'))
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new HarnessError('harness/run-files', `${file} cannot be read: ${message}`, { cause })
  }
}
