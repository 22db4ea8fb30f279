import { coloured, textTable, type Colour } from '../text/text-table.ts'
import { readable, type Table } from './table.ts'

/** Options of {@link tableText}. */
export interface TableTextOptions {
  /** Two spaces before each line. */
  readonly isIndented?: boolean
  /** The colour of a cell, by the column's title and the row's number; none if undefined. */
  readonly colourOf?: (column: string, row: number) => Colour | undefined
}

/** A table's columns and rows for a terminal, without its title and notes. Cells are made printable. */
export function tableText(
  table: Pick<Table, 'columns' | 'rows'>,
  { isIndented = false, colourOf }: TableTextOptions = {},
): string {
  const { columns, rows } = readable(table)
  const indent = (text: string | undefined, i: number) => `${isIndented && i === 0 ? '  ' : ''}${text ?? ''}`
  return textTable(
    columns.map((column, i) => ({ ...column, title: indent(column.title, i) })),
    rows.map((row) => row.map(indent)),
    (cell, column, row) => {
      const colour = colourOf?.(columns[column]!.title, row)
      return colour === undefined ? cell : coloured(colour, cell)
    },
  )
}
