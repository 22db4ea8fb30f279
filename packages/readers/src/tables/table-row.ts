import type { ReadRow } from '@retable/core'
import { ReaderError } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import type { Columns } from '../options.ts'
import { fieldNamed, outputFields, promptNames } from '../plain/field-names.ts'
import { namedRow } from '../plain/named-row.ts'

/** Whether a table with such columns can be scored as it is: it has outputs, and says of which items they are. */
export function isScorable(columns: readonly string[]): boolean {
  const names = columns.map((name) => name.trim())
  return (
    outputFields(names).length > 0 &&
    ['id', 'question', ...promptNames].some((name) => fieldNamed(names, name))
  )
}

/**
 * The names of a table's columns.
 *
 * @throws ReaderError `readers/columns` if one lacks, or two have one name
 */
export function columnNames(header: readonly string[], columns: Columns, file: string): readonly string[] {
  const found = header.map((name) => name.trim())
  const twice = found.find((name, i) => name !== '' && found.indexOf(name) !== i)
  if (twice !== undefined) throw badColumns(`${file}:1: two columns are named ${twice}`)
  const lacking =
    (['id', 'question', 'output', 'gold'] as const)
      .flatMap((name) => columns[name] ?? [])
      .find((name) => !found.includes(name)) ?? lackingPart(found, columns)
  if (lacking === undefined) return found
  const isOther = found.length === 1 && header[0]!.includes('|')
  const advice = isOther
    ? `cells have to be parted by commas, tabs or semicolons`
    : 'name columns with --columns, as in id=doc,output=completion'
  const has = found.slice(0, 12).join(', ')
  throw badColumns(`${file}:1: has no column "${lacking}"; it has: ${has}; ${advice}`)
}

/** What of an output and its item has no column; undefined if both have. */
function lackingPart(found: readonly string[], columns: Columns): string | undefined {
  if (columns.output === undefined && outputFields(found).length === 0) return 'output'
  const isNamed = (columns.id ?? columns.question) !== undefined
  return isNamed || ['id', 'question', ...promptNames].some((name) => fieldNamed(found, name))
    ? undefined
    : 'id'
}

/**
 * A row of a table, by the rules of a row of JSON: an empty cell (or NaN, as tables of numbers write it) is null.
 *
 * @throws ReaderError as namedRow
 */
export function tableRow(
  record: readonly string[],
  names: readonly string[],
  columns: Columns,
  place: { readonly file: string; readonly line: number },
): ReadRow {
  const { file, line } = place
  if (record.length !== names.length) {
    const cells = record.length === 1 ? 'one cell' : `${record.length} cells`
    return { kind: 'broken', line, reason: `has ${cells}, but the header has ${names.length}` }
  }
  const listed = new Set(outputFields(names).filter((name) => /s$/i.test(name)))
  const row: JsonObject = Object.fromEntries(
    names.map(
      (name, i) => [name, listed.has(name) ? listOf(record[i]!, name) : valueOf(record[i]!)] as const,
    ),
  )
  const idName = columns.id ?? fieldNamed(names, 'id')
  const id = idName === undefined ? undefined : row[idName]
  const withId = typeof id === 'string' ? { ...row, [idName!]: id.trim() || null } : row
  const read = namedRow(withId, line, columns, `${file}:${line}`)
  if (read.kind !== 'output' || read.failed === undefined) return read
  const reason = read.failed.reason.replace(/^("[^"]*") is null:/, '$1 is empty:')
  return { ...read, failed: { ...read.failed, reason } }
}

function valueOf(cell: string): string | null {
  return cell === '' || /^nan$/i.test(cell) ? null : cell
}

/** Lists of outputs, and messages, stand in a cell as JSON; else it is a text, but for messages and a list in Python's spelling. */
function listOf(cell: string, name: string): unknown {
  const text = cell.trim()
  if (valueOf(text) === null) return null
  const isChat = name.toLowerCase() === 'messages'
  if (!text.startsWith('[')) return isChat ? {} : cell
  try {
    return JSON.parse(text) as unknown
  } catch {
    return isChat || (/^\[\s*['"{]/.test(text) && text.endsWith(']')) ? {} : cell
  }
}

function badColumns(message: string): ReaderError {
  return new ReaderError('readers/columns', message)
}
