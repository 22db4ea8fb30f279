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

/** A table that may be too wide: its first column names the rows. */
export interface WideTable {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  /** Characters that a line may have. */
  readonly width: number
}

/**
 * A text table in as many parts as its width asks for, one below the other, each with the rows' names and with the
 * rows that have something in its columns. A single column that is too wide stands alone.
 */
export function foldedTable({ columns, rows, width }: WideTable): string {
  const widthOf = (i: number) =>
    Math.max(columns[i]!.title.length, ...rows.map((row) => printable(row[i] ?? '').length))
  const parts: number[][] = []
  let used = 0
  for (const i of columns.keys()) {
    if (i === 0) continue
    const needed = widthOf(i) + 2
    const part = parts.at(-1)
    if (part === undefined || used + needed > width) {
      parts.push([i])
      used = widthOf(0) + needed
    } else {
      part.push(i)
      used += needed
    }
  }
  return parts
    .map((part) => {
      const chosen = parts.length > 1 ? rows.filter((row) => part.some((i) => row[i] !== '')) : rows
      const pick = <T>(cells: readonly T[]) => [0, ...part].map((i) => cells[i]!)
      return textTable(pick(columns), chosen.map(pick))
    })
    .join('\n\n')
}

/** Characters in a line: the terminal's, or as many as a log shows well. */
export function lineWidth(): number {
  return Math.max(40, process.stdout.isTTY ? process.stdout.columns || 80 : 140)
}
