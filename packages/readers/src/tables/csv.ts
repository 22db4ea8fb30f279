import { once } from 'node:events'
import type { ReadRow } from '@retable/core'
import { CsvError, parse, type Parser } from 'csv-parse'
import { ReaderError } from '../errors.ts'
import { longestText, openText } from '../open-text.ts'
import type { Columns, ReadOptions } from '../options.ts'
import { delimiterOf } from './delimiter.ts'
import { openQuoteIn } from './open-quote.ts'

const names = ['id', 'question', 'output', 'gold'] as const

/** Where the fields stand in a record; -1 for one that the file does not have. */
type Places = Readonly<Record<(typeof names)[number], number>>

/** As much of a table as is looked at for its header, in UTF-16 units. */
const headLength = 2 ** 16

/**
 * A table with a header, its cells parted by commas, tabs or semicolons: columns `id` or `question`, `output`, and
 * optionally `gold`, or those that `columns` names. An empty cell is no id, question or gold; an empty output is one.
 * Memory does not grow with the file.
 *
 * @throws ReaderError `readers/columns` if the header lacks a column, `readers/open-quote` at the line of a quote that
 *   is never closed, since what follows it cannot be told apart, and as openText
 */
export async function* readCsv(file: string, { signal, columns = {} }: ReadOptions): AsyncGenerator<ReadRow> {
  const { head, pieces } = await withHead(openText(file, signal))
  const called = names.map((name) => columns[name] ?? name)
  const delimiter = delimiterOf(head, (column) => called.includes(column))
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
  let places: Places | undefined
  let width = 0
  let line = 1
  try {
    for await (const { record, raw } of recordsOf(pieces, parser)) {
      const blank = /^[\r\n]*/.exec(raw)?.[0] ?? ''
      const start = line + breaksIn(blank)
      if (record.some((cell) => isSwallowed(cell, raw))) {
        throw openQuote(file, start, raw.slice(blank.length), delimiter)
      }
      if (places === undefined) {
        places = placesIn(record, columns, file)
        width = record.length
      } else yield rowOf(record, places, width, start)
      line += breaksIn(raw)
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const raw = (error as CsvError & { readonly raw?: unknown }).raw
    const rest = typeof raw === 'string' ? raw : ''
    const blank = /^[\r\n]*/.exec(rest)?.[0] ?? ''
    throw openQuote(file, line + breaksIn(blank), rest.slice(blank.length), delimiter, error)
  }
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

function placesIn(header: readonly string[], columns: Columns, file: string): Places {
  const found = header.map((name) => name.trim())
  const twice = found.find((name, i) => name !== '' && found.indexOf(name) !== i)
  if (twice !== undefined) throw badColumns(`${file}:1: two columns are named ${twice}`)
  const place = (name: (typeof names)[number]) => found.indexOf(columns[name] ?? name)
  const places = {
    id: place('id'),
    question: place('question'),
    output: place('output'),
    gold: place('gold'),
  }
  const lacking = names.filter((name) => places[name] < 0)
  const needed = lacking.filter((name) => columns[name] !== undefined || name === 'output')
  if (places.id < 0 && places.question < 0 && needed.length === 0) needed.push('id')
  const [first] = needed
  if (first === undefined) return places
  const has = found.slice(0, 12).join(', ')
  const isOther = found.length === 1 && header[0]!.includes('|')
  const advice = isOther
    ? `cells have to be parted by commas, tabs or semicolons`
    : 'name columns with --columns, as in id=doc,output=completion'
  throw badColumns(`${file}:1: has no column "${columns[first] ?? first}"; it has: ${has}; ${advice}`)
}

function rowOf(record: readonly string[], places: Places, width: number, line: number): ReadRow {
  if (record.length !== width) {
    return {
      kind: 'broken',
      line,
      reason: `has ${record.length === 1 ? 'one cell' : `${record.length} cells`}, but the header has ${width}`,
    }
  }
  const cell = (name: (typeof names)[number]) => record[places[name]] ?? ''
  const [id, question, gold] = [cell('id').trim(), cell('question'), cell('gold')]
  if (id === '' && question.trim() === '') {
    return { kind: 'broken', line, reason: 'has neither an id nor a question' }
  }
  return {
    kind: 'output',
    line,
    outputs: [cell('output')],
    ...(id === '' ? {} : { id }),
    ...(question.trim() === '' ? {} : { question }),
    ...(gold.trim() === '' ? {} : { gold }),
  }
}

/** The parser's own count of lines takes "\r\n" within quotes for two. */
function breaksIn(raw: string): number {
  return raw.match(/\r\n|\r|\n/g)?.length ?? 0
}

function badColumns(message: string): ReaderError {
  return new ReaderError('readers/columns', message)
}
