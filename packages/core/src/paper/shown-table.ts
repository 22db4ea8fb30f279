import type { ReportedCell } from './paper.ts'

/** What a recorded run of the project measured for a cell. */
export interface MeasuredBeside {
  readonly tier: string
  /** In the cell's unit. */
  readonly value: number
  readonly standardError: number | null
  readonly verdict: string
  /** The value as it is shown beside the cell; `=` where a replay gives what is printed. */
  readonly shown: string
}

/** A cell as it stands in its table. */
export interface ShownCell {
  readonly cell: ReportedCell
  readonly secondHand: boolean
  readonly measured: readonly MeasuredBeside[]
}

/** A table of a paper: `cells[r][c]` holds what is printed in row r and column c, mostly one number. */
export interface ShownTable {
  readonly table: string
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly cells: readonly (readonly (readonly ShownCell[])[])[]
}
