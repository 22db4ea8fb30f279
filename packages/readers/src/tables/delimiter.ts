import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'

/** What parts the cells of tables, the most usual first. */
const delimiters = [',', '\t', ';'] as const

/**
 * What parts the cells of a table: that under which its header has the most columns that are asked for, and then the
 * most columns.
 *
 * @param head - the table's beginning, with its whole header
 * @param wanted - whether a column of this name is asked for
 */
export function delimiterOf(head: string, wanted: (column: string) => boolean): string {
  const weighed = delimiters.map((delimiter) => {
    const columns = headerOf(head, delimiter)
    return { delimiter, found: columns.filter((name) => wanted(name.trim())).length, columns: columns.length }
  })
  return weighed.reduce((best, one) =>
    one.found > best.found || (one.found === best.found && one.columns > best.columns) ? one : best,
  ).delimiter
}

/** The columns of a header, by the delimiter under which it has the most. */
export function headerIn(head: string): readonly string[] {
  return headerOf(
    head,
    delimiterOf(head, () => false),
  )
}

function headerOf(head: string, delimiter: string): readonly string[] {
  try {
    const records: string[][] = parse(head, {
      delimiter,
      to: 1,
      relax_quotes: true,
      skip_empty_lines: true,
    })
    return records[0] ?? []
  } catch (error) {
    if (error instanceof CsvError) return []
    throw error
  }
}
