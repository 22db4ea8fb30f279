import type { ReadRow } from '@retable/core'

/** What a table's columns are called, where they are not called so. */
export interface Columns {
  readonly id?: string
  readonly question?: string
  readonly output?: string
  readonly gold?: string
}

/** Options of every reader. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  /** For formats with named columns. */
  readonly columns?: Columns | undefined
}

/** Reads one format: the file's rows, one at a time. */
export type Reader = (file: string, options: ReadOptions) => AsyncGenerator<ReadRow>
