import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { CellMapping } from '@retable/core'
import { parse } from 'csv-parse/sync'
import { HarnessError } from '../errors.ts'
import type { SettingResult } from './measure.ts'

/** A reported cell, as the reproduction's reported.csv has it; all texts as printed. */
export interface ReportedCell {
  readonly cell: string
  readonly version: string
  readonly table: string
  readonly row: string
  readonly column: string
  readonly metric: string
  readonly value: string
  readonly unit: string
  readonly n: string
  readonly setting: string
  readonly read_from: string
  readonly source: string
}

/**
 * Reads a reproduction's reported cells.
 *
 * @throws HarnessError `harness/reported` if the file cannot be read or a cell's id stands twice
 */
export async function readReported(folder: string): Promise<readonly ReportedCell[]> {
  const file = path.join(folder, 'reported.csv')
  let cells: ReportedCell[]
  try {
    cells = parse<ReportedCell>(await readFile(file, 'utf8'), { columns: true })
  } catch (error) {
    throw new HarnessError('harness/reported', `${file}: ${(error as Error).message}`, { cause: error })
  }
  const ids = cells.map(({ cell }) => cell)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined)
    throw new HarnessError('harness/reported', `${file}: the cell "${twice}" stands twice`)
  return cells
}

/** A reported cell beside what a run measured, in the cell's unit. */
export interface DiffRow {
  readonly reported: ReportedCell
  readonly measured: number
  readonly standardError: number | null
  readonly n: number
  readonly verdict: 'not comparable'
  readonly reason: string
}

/** Sets measurements beside the cells they belong to. On the nano tier no verdict is drawn. */
export function besideReported(
  cells: readonly ReportedCell[],
  mappings: readonly CellMapping[],
  settings: readonly SettingResult[],
): DiffRow[] {
  return mappings.flatMap(({ cell, measured: { setting, metric } }) => {
    const reported = cells.find((candidate) => candidate.cell === cell)
    if (reported === undefined)
      throw new HarnessError('harness/reported', `no reported cell has the id "${cell}"`)
    const measurement = settings
      .filter((result) => result.setting === setting)
      .flatMap((result) => result.measurements)
      .find(({ name }) => name === metric)
    if (measurement === undefined) return []
    const scale = reported.unit === '%' ? 100 : 1
    return {
      reported,
      measured: measurement.value * scale,
      standardError: measurement.standardError === null ? null : measurement.standardError * scale,
      n: measurement.n,
      verdict: 'not comparable',
      reason: 'nano tier: another model, other data and other sizes than the paper’s',
    }
  })
}
