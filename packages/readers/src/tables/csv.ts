import { once } from 'node:events'
import type { OutputRow, ReadRow } from '@retable/core'
import { CsvError, parse, type Parser } from 'csv-parse'
import { ReaderError } from '../errors.ts'
import { longestText, openText } from '../open-text.ts'
import type { ReadOptions } from '../options.ts'
import { fieldNamed, outputFields, promptNames } from '../plain/field-names.ts'
import { delimiterOf } from './delimiter.ts'
import { openQuoteIn } from './open-quote.ts'
import { isCertain, rowsWithin, type RowsWithin } from './rows-within.ts'
import { columnNames, tableRow } from './table-row.ts'

/** As much of a table as is looked at for its header, in UTF-16 units. */
const headLength = 2 ** 16

/**
 * A table with a header, its cells parted by commas, tabs or semicolons, whose columns are called as the fields of a row of
 * JSON are, or as `columns` says. An empty cell is no id, question or gold, and an output that was never given. Memory does
 * not grow with the file.
 *
 * @throws ReaderError `readers/columns` if the header lacks a column, `readers/open-quote` at the line of a quote that
 *   is never closed, since what follows it cannot be told apart, and as openText
 */
export async function* readCsv(file: string, { signal, columns = {} }: ReadOptions): AsyncGenerator<ReadRow> {
  const { head, pieces } = await withHead(openText(file, signal))
  const called = Object.values(columns)
  const delimiter = delimiterOf(head, (column) => called.includes(column) || isUsual(column))
  const parser = parse({
    delimiter,
    // The parser would take the first one that it meets for all.
    record_delimiter: /\n/.test(head) || !/\r/.test(head) ? ['\r\n', '\n'] : '\r',
    raw: true,
    relax_column_count: true,
    // A quote inside a cell stands for itself, as Python and spreadsheets read it.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestText,
  })
  let names: readonly string[] | undefined
  let line = 1
  /** A row whose text seems to hold others waits for the next, which says whether it does. */
  let waiting: Waiting | undefined
  let before: string | undefined
  try {
    for await (const { record, raw } of recordsOf(pieces, parser)) {
      const blank = /^[\r\n]*/.exec(raw)?.[0] ?? ''
      const start = line + breaksIn(blank)
      line += breaksIn(raw)
      if (record.some((cell) => isSwallowed(cell, raw))) {
        if (waiting !== undefined) yield waiting.row
        throw openQuote(file, start, raw.slice(blank.length), delimiter)
      }
      if (names === undefined) {
        names = columnNames(record, columns, file)
        continue
      }
      const idPlace = names.indexOf(columns.id ?? fieldNamed(names, 'id') ?? '')
      if (waiting !== undefined) yield* decided(waiting, record[idPlace] ?? '')
      waiting = undefined
      const row = tableRow(record, names, columns, { file, line: start })
      const within =
        row.kind === 'output' && idPlace >= 0 ? rowsWithin(record, idPlace, delimiter) : undefined
      if (within === undefined || row.kind !== 'output') yield row
      else waiting = { row, within, before }
      before = record[idPlace]
    }
    if (waiting !== undefined) yield* decided(waiting, undefined)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    if (waiting !== undefined) yield waiting.row
    const raw = (error as CsvError & { readonly raw?: unknown }).raw
    const rest = typeof raw === 'string' ? raw : ''
    const blank = /^[\r\n]*/.exec(rest)?.[0] ?? ''
    throw openQuote(file, line + breaksIn(blank), rest.slice(blank.length), delimiter, error)
  }
}

interface Waiting {
  readonly row: OutputRow
  readonly within: RowsWithin
  /** The id of the row before. */
  readonly before: string | undefined
}

/** The row, with a mark where its text may hold others; if it does for certain, all of them, broken. */
function* decided({ row, within, before }: Waiting, after: string | undefined): Generator<ReadRow> {
  const { ids, places, isEach } = within
  if (!isCertain(within, before, after)) {
    yield isEach ? { ...row, rowsWithin: ids } : row
    return
  }
  const where = `lies within a quoted text that begins at line ${row.line} and is closed rows later`
  for (const [i, id] of ids.entries()) {
    const reason = `the row ${JSON.stringify(id)} ${where}; close that quote where its text ends`
    const mark = i === 0 ? { rowsWithin: ids } : {}
    yield { kind: 'broken', line: row.line + places[i]!, reason, ...mark }
  }
}

/** Whether outputs, ids or prompts have this name. */
function isUsual(column: string): boolean {
  const name = column.trim()
  if (outputFields([name]).length > 0) return true
  return ['id', 'question', 'gold', ...promptNames].some((usual) => fieldNamed([name], usual))
}

/** The beginning of a text, to the end of its first line that is not blank, and all its pieces. */
async function withHead(pieces: AsyncGenerator<string>) {
  const first: string[] = []
  let head = ''
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    first.push(next.value)
    head += next.value
    if (head.length >= headLength || /\S[^\r\n]*(?:\n|\r[^])/.test(head)) break
  }
  async function* all() {
    yield* first
    yield* pieces
  }
  return { head, pieces: all() }
}

/**
 * Whether a cell's quote was closed by none that may close it, on a later line: then rows have become part of the cell.
 * The parser gives such a cell with its opening quote, as it does one whose text begins with a quote.
 */
function isSwallowed(cell: string, raw: string): boolean {
  return cell.startsWith('"') && /[\r\n]/.test(cell) && !raw.includes(`"${cell.replaceAll('"', '""')}"`)
}

function openQuote(
  file: string,
  start: number,
  raw: string,
  delimiter: string,
  cause?: unknown,
): ReaderError {
  const line = start + breaksIn(raw.slice(0, openQuoteIn(raw, delimiter)))
  return new ReaderError(
    'readers/open-quote',
    `${file}:${line}: a cell begins with a quote that is never closed, so that rows after it cannot be told apart; close it, or double the quotes that are part of the text`,
    cause,
  )
}

interface CsvRecord {
  readonly record: string[]
  readonly raw: string
}

/**
 * What the parser makes of a text, piece by piece. A pipeline would drop the records that nobody has taken when the
 * parser fails, so that the rows before an open quote would depend on how slowly they are read.
 */
async function* recordsOf(pieces: AsyncIterable<string>, parser: Parser): AsyncGenerator<CsvRecord> {
  // The last loop throws it.
  parser.on('error', () => undefined)
  for await (const piece of pieces) {
    const hasRoom = parser.write(piece)
    yield* made(parser)
    if (!hasRoom && parser.writableNeedDrain) await once(parser, 'drain')
    yield* made(parser)
    if (parser.destroyed) break
  }
  parser.end()
  for await (const record of parser as AsyncIterable<CsvRecord>) yield record
}

function* made(parser: Parser): Generator<CsvRecord> {
  for (let record: unknown = parser.read(); record !== null; record = parser.read()) yield record as CsvRecord
}

/** The parser's own count of lines takes "\r\n" within quotes for two. */
function breaksIn(raw: string): number {
  return raw.match(/\r\n|\r|\n/g)?.length ?? 0
}
