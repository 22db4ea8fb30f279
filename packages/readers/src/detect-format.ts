import path from 'node:path'
import { parsePythonJson } from '@retable/core'
import { ReaderError } from './errors.ts'
import { isObject } from './json.ts'
import { isSamplesName } from './lm-eval/results-file.ts'
import { openText, startsAsZip } from './open-text.ts'
import { formats, type Format } from './read-outputs.ts'

/** As much of a file as is looked at, in UTF-16 units. */
const headLength = 2 ** 16

/**
 * Tells a file's format. A zip archive is an Inspect log, a name that ends in .csv a table; else the first
 * character decides: "[" opens ZeroEval's array, "{" a line of JSON Lines or of lm-eval's samples, or an Inspect
 * log, which the names in the first object tell apart.
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
  if (/\.csv(?:\.gz)?$/i.test(path.basename(file))) return 'csv'
  if (head.startsWith('[')) return 'zeroeval'
  if (head.startsWith('{')) return formatOfObject(head, file)
  throw new ReaderError(
    'readers/unknown-format',
    `${file}: starts like none of the formats that can be detected (${formats.join(', ')}); name it with --format`,
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
  const has = namesIn(head)
  if (has('doc_id') && has('resps')) return 'lm-eval'
  if (has('version') && has('eval')) return 'inspect'
  // A first line that is broken, or too long to be seen whole.
  if (isSamplesName(file) || /^\{\s*"doc_id"\s*:/.test(head)) return 'lm-eval'
  return 'jsonl'
}

/** Looks for names in the first line's object; where that is not to be had whole, anywhere in the head. */
function namesIn(head: string): (name: string) => boolean {
  try {
    const first = parsePythonJson(head.split('\n', 1)[0] ?? '')
    if (isObject(first)) return (name) => Object.hasOwn(first, name)
  } catch {
    // A printed object, or a long line.
  }
  return (name) => /^\{\s*"(?:doc_id|version)"\s*:/.test(head) && head.includes(`"${name}":`)
}
