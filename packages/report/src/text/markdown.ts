/** A table of Markdown that Prettier leaves as it is; bars within cells are escaped. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |\n`
  return `${line(header)}${line(header.map(() => '---'))}${rows.map(line).join('')}`
}

/** Text that Prettier is told to leave alone. */
export function unformatted(text: string): string {
  return `\n<!-- prettier-ignore-start -->\n\n${text.trim()}\n\n<!-- prettier-ignore-end -->\n\n`
}

/** Text of a CSV or a sentence as Markdown shows it. */
export function escapedMarkdown(text: string): string {
  return text.replace(/[*_`<\\|]/g, (character) => `\\${character}`).replaceAll('\n', ' ')
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')
}
