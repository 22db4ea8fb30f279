import type { Column } from '../text/text-table.ts'

/** A table of a verb as data: it is rendered as text for a terminal, or in one of the {@link TableForm}s. */
export interface Table {
  /** What it is of; a caption in Markdown and LaTeX, and the first cell of each row in CSV. */
  readonly title: string
  /** A shorter title for CSV. */
  readonly name?: string
  readonly columns: readonly TableColumn[]
  /** As many cells in each row as there are columns. */
  readonly rows: readonly (readonly Cell[])[]
  /** What a reader has to know, in sentences; below the table in Markdown and LaTeX, not in CSV. */
  readonly notes?: readonly string[]
}

/** A column of a {@link Table}. */
export interface TableColumn extends Column {
  /** What it is called in CSV, where its title says it only beside others. */
  readonly name?: string
  /** Stands in CSV alone: what people read in the text of another cell, such as its unit. */
  readonly isDataOnly?: boolean
  /** Stands in what people read alone: CSV has it in other columns, as numbers. */
  readonly isTextOnly?: boolean
}

/** A text; or what is shown, and the number (null: there is none) or text that it stands for in CSV. */
export type Cell = string | { readonly text: string; readonly data: string | number | null }

/** Forms of tables for other programs: Markdown (GitHub's), LaTeX (booktabs) and CSV. */
export type TableForm = 'md' | 'latex' | 'csv'

/** A text, or where there is none the word, which is nothing in CSV. */
export function orNone(text: string): Cell {
  return text === '' ? { text: 'none', data: '' } : text
}

/** The text of a cell. */
export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text
}

/** A table as people read it: without the columns that are data only. */
export function readable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly string[])[]
} {
  const kept = [...columns.keys()].filter((i) => columns[i]?.isDataOnly !== true)
  return {
    columns: kept.map((i) => columns[i]!),
    rows: rows.map((row) => kept.map((i) => cellText(row[i] ?? ''))),
  }
}
