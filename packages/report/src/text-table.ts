import { styleText } from 'node:util'
import { printable } from './printable.ts'

/** One column of a text table. */
export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
}

/** A colour of the terminal; it is used only where standard output is one and NO_COLOR is not set. */
export type Colour = 'green' | 'red' | 'yellow' | 'dim' | 'bold'

/** Text in a colour, or as it is where colours are not wanted. */
export function coloured(colour: Colour, text: string): string {
  return styleText(colour, text, { stream: process.stdout })
}

/**
 * Aligned columns under their titles, two spaces apart, without trailing spaces. Cells are made printable.
 *
 * @param paint - colours one padded cell
 */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  paint: (cell: string, column: number, row: number) => string = (cell) => cell,
): string {
  const cells = rows.map((row) => row.map(printable))
  const widths = columns.map((column, i) =>
    Math.max(column.title.length, ...cells.map((row) => row[i]?.length ?? 0)),
  )
  const pad = (text: string, i: number) => {
    const width = widths[i] ?? 0
    if (columns[i]?.align === 'right') return text.padStart(width)
    return i === columns.length - 1 ? text : text.padEnd(width)
  }
  const header = columns.map((column, i) => coloured('bold', pad(column.title, i))).join('  ')
  const lines = cells.map((row, r) => row.map((cell, i) => paint(pad(cell, i), i, r)).join('  '))
  return [header, ...lines].map((line) => line.trimEnd()).join('\n')
}
