import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ReportedCell } from '@retable/core'
import { parseReported } from '@retable/core/reported'
import { HarnessError } from '../errors.ts'

/**
 * Reads a reproduction's reported cells, whatever their ids.
 *
 * @throws HarnessError `harness/reported` if the file cannot be read or lacks a column
 */
export async function readReportedRows(folder: string): Promise<readonly ReportedCell[]> {
  const file = path.join(folder, 'reported.csv')
  try {
    return parseReported(await readFile(file, 'utf8'))
  } catch (error) {
    throw new HarnessError('harness/reported', `${file}: ${(error as Error).message}`, { cause: error })
  }
}

/**
 * Reads a reproduction's reported cells.
 *
 * @throws HarnessError `harness/reported` if the file cannot be read or a cell's id stands twice
 */
export async function readReported(folder: string): Promise<readonly ReportedCell[]> {
  const cells = await readReportedRows(folder)
  const ids = new Set<string>()
  for (const { cell } of cells) {
    if (ids.has(cell)) {
      const file = path.join(folder, 'reported.csv')
      throw new HarnessError('harness/reported', `${file}: the cell "${cell}" stands twice`)
    }
    ids.add(cell)
  }
  return cells
}
