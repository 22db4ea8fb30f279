import path from 'node:path'
import { ReaderError } from './errors.ts'
import { isSamplesName } from './lm-eval/results-file.ts'
import { openText, startsAsZip } from './open-text.ts'
import { formats, takesColumns, type Format } from './read-outputs.ts'
import { namesIn } from './names-in.ts'
import { headerIn } from './tables/delimiter.ts'
import { isScorable } from './tables/table-row.ts'

/** As much of a file as is looked at, in UTF-16 units. */
const headLength = 2 ** 16

/**
 * Tells a file's format. A zip archive is an Inspect log, a name that ends in .csv or .tsv a table, as is what begins with
 * the header of one that can be scored; else the names in the first object decide, which may be a line of its own, the first
 * of an array, or the whole file.
 *
 * @throws ReaderError `readers/unknown-format`, `readers/empty`
 */
export async function detectFormat(file: string, signal?: AbortSignal): Promise<Format> {
  const isZip = await startsAsZip(file)
  if (isZip || /\.eval$/i.test(file)) return 'inspect'
  const head = await headOf(file, signal)
  if (head === '') throw new ReaderError('readers/empty', `${file}: is empty`)
  if (head.slice(0, 100).includes('\0')) {
    const advice = 'save it as UTF-8 text'
    throw new ReaderError(
      'readers/unknown-format',
      `${file}: is no UTF-8 text (UTF-16, or binary); ${advice}`,
    )
  }
  if (/\.[ct]sv(?:\.gz)?$/i.test(path.basename(file))) return 'csv'
  if (head.startsWith('[')) return formatOfRow(namesIn(head.slice(1).trimStart())) ?? 'json'
  if (head.startsWith('{')) return formatOfObject(head, file)
  if (isTable(head)) return 'csv'
  throw new ReaderError(
    'readers/unknown-format',
    `${file}: starts like none of the formats that can be detected (${formats.join(', ')}); name it with --format`,
  )
}

/**
 * The format of a file whose fields are named by its reader: rows of any names, in lines or an array, or else a table,
 * whose own name need not say that it is one.
 *
 * @throws ReaderError `readers/columns` for a format whose fields have their places, and as detectFormat
 */
export async function detectPlainFormat(file: string, signal?: AbortSignal): Promise<Format> {
  const isArchive = await startsAsZip(file)
  const start = isArchive ? '' : (await headOf(file, signal))[0]
  if (!isArchive && start !== '{' && start !== '[') return 'csv'
  const format = await detectFormat(file, signal)
  if (takesColumns(format)) return format
  if (start === '[') return 'json'
  if (format !== 'inspect' && format !== 'opencompass') return 'jsonl'
  throw new ReaderError(
    'readers/columns',
    `${file}: looks like ${format}, whose fields have places of their own; leave --columns out`,
  )
}

/** The beginning without leading space. */
async function headOf(file: string, signal?: AbortSignal): Promise<string> {
  let head = ''
  for await (const part of openText(file, signal)) {
    head = (head + part).trimStart()
    if (head.length >= headLength) break
  }
  return head.slice(0, headLength)
}

function formatOfObject(head: string, file: string): Format {
  const names = namesIn(head)
  const known = formatOfRow(names)
  if (known !== undefined && known !== 'zeroeval') return known
  if (names.has('version') && names.has('eval')) return 'inspect'
  const [first] = names
  if (first !== undefined && /^\d+$/.test(first[0]) && first[1] === '{' && head.includes('"prediction"')) {
    return 'opencompass'
  }
  // A first line that is broken.
  if (isSamplesName(file) || /^\{\s*"doc_id"\s*:/.test(head)) return 'lm-eval'
  if (isPrinted(head)) {
    throw new ReaderError(
      'readers/unknown-format',
      `${file}:1: is one JSON object over several lines, with ${[...names.keys()].slice(0, 5).join(', ')}, and none that is known; write its rows as one JSON array, or one object a line`,
    )
  }
  return 'jsonl'
}

/** The format whose rows have such names, of which a long row may hide the last; a value is told by its first character. */
function formatOfRow(names: ReadonlyMap<string, string>): Format | undefined {
  const has = (...all: readonly string[]) => all.every((name) => names.has(name))
  const hasAny = (...some: readonly string[]) => some.some((name) => names.has(name))
  if (has('doc_id') && (has('resps') || has('doc', 'arguments'))) return 'lm-eval'
  if (has('index') && hasAny('sample_score', 'model_output')) return 'evalscope'
  // Its long chat can hide the score.
  if ([...names.keys()][0] === 'index' && has('target', 'messages')) return 'evalscope'
  if (has('choices', 'raw_input') && hasAny('review_id', 'reviewed', 'answer_id')) return 'evalscope'
  if (has('idx', 'origin_prompt', 'prediction')) return 'opencompass'
  if (has('idx', 'code') && hasAny('gt', 'gt_cot')) return 'math-eval'
  const isZeroEval = hasAny('session_id', 'chat_history', 'model_input', 'generator', 'configs')
  return names.get('output') === '[' && isZeroEval ? 'zeroeval' : undefined
}

/** Whether a text begins with the header of a table that has outputs, and says of which items they are. */
function isTable(head: string): boolean {
  return isScorable(headerIn(head.split(/[\r\n]/, 1)[0]!))
}

/** Whether the first object goes on over several lines: neither does it end on its first, nor is the second an object. */
function isPrinted(head: string): boolean {
  const [first = '', second] = head.split('\n', 2)
  return (
    second !== undefined &&
    !first.trimEnd().endsWith('}') &&
    !second.trimStart().startsWith('{') &&
    (first.trim() === '{' || /[,[{]\s*$/.test(first))
  )
}
