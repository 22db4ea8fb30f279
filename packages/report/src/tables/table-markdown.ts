import { printable } from '../text/printable.ts'
import { readable, type Table } from './table.ts'

/** A table in GitHub's Markdown under its title, with its notes as a list. No text of it is taken for markup. */
export function tableMarkdown(table: Table): string {
  const { columns, rows } = readable(table)
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  const marks = columns.map(({ align }) => (align === 'right' ? '---:' : '---'))
  const notes = (table.notes ?? []).map((note) => `- ${atStart(markdownText(note))}\n`)
  return [
    table.title.trim() === '' ? '' : `**${markdownText(table.title)}**\n\n`,
    line(columns.map(({ title }) => markdownText(title))),
    line(marks),
    ...rows.map((row) => line(row.map(markdownText))),
    ...(notes.length > 0 ? ['\n', ...notes] : []),
  ].join('')
}

/** A text on one line that Markdown shows as it is: nothing in it is markup, an entity, a formula or an address. */
export function markdownText(text: string): string {
  return printable(text.trim())
    .replace(/[\\`*_{}[\]<>&|~$]/g, '\\$&')
    .replace(/:(?=\/\/)|@|(?<=\bwww)\./gi, '\\$&')
}

/** Escapes what would begin a heading, a list or a rule inside of a list's item. */
function atStart(text: string): string {
  return text.replace(/^[#+=-]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2')
}
