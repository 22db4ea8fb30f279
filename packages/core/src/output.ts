/** What a reader finds at one place of a file: a row of model outputs, or why there is none. */
export type ReadRow = OutputRow | BrokenRow

/** The outputs of one item, as the file states them. */
export interface OutputRow {
  readonly kind: 'output'
  /** 1-based line where the row starts. */
  readonly line: number
  readonly id?: string | number
  readonly question?: string
  /** One or more samples. */
  readonly outputs: readonly string[]
  readonly gold?: string
}

/** A row that could not be read; it is reported and counted, never dropped in silence. */
export interface BrokenRow {
  readonly kind: 'broken'
  /** 1-based line where the row starts. */
  readonly line: number
  readonly reason: string
}
