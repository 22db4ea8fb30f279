import { parsePythonJson, type BrokenRow } from '@retable/core'
import { elementsOf } from './elements.ts'
import { ReaderError } from './errors.ts'
import { isObject, notJson, type JsonObject } from './json.ts'
import { linesOf } from './lines.ts'
import { lastCharacter, openText } from './open-text.ts'

/** One object of a file, or why there is none at its place. */
export type JsonRecord =
  | {
      readonly kind: 'object'
      /** 1-based line where it starts. */
      readonly line: number
      /** 1-based place in the file's one array; undefined where each has a line of its own. */
      readonly element?: number
      readonly value: JsonObject
      readonly text: string
    }
  | BrokenRow

/**
 * The objects of a file, one at a time: one a line, or the elements of one JSON array.
 *
 * @throws ReaderError `readers/not-json` for an array that is broken or cut off, and as linesOf and elementsOf
 */
export async function* jsonRecords(file: string, signal?: AbortSignal): AsyncGenerator<JsonRecord> {
  if (!(await startsAsArray(file, signal))) {
    for await (const { line, text } of linesOf(file, signal)) {
      const value = parsed(text)
      if (isObject(value)) yield { kind: 'object', line, value, text }
      else
        yield { kind: 'broken', line, reason: value === undefined ? notJson(text) : 'is not a JSON object' }
    }
    return
  }
  await requireEnd(file, signal)
  let element = 0
  for await (const { line, text } of elementsOf(file, signal)) {
    element += 1
    const value = parsed(text)
    // Brackets that do not fit leave nothing after them that could be told apart.
    if (value === undefined) throw new ReaderError('readers/not-json', `${file}:${line}: is not valid JSON`)
    if (isObject(value)) yield { kind: 'object', line, element, value, text }
    else yield { kind: 'broken', line, reason: `element ${element} is not a JSON object` }
  }
}

/** Of an array that is cut off no row is taken, though its first ones could be read. */
async function requireEnd(file: string, signal?: AbortSignal): Promise<void> {
  if (((await lastCharacter(file)) ?? ']') === ']') return
  const elements = elementsOf(file, signal)
  while (!(await elements.next()).done);
}

async function startsAsArray(file: string, signal?: AbortSignal): Promise<boolean> {
  for await (const piece of openText(file, signal)) {
    const start = piece.trimStart()
    if (start !== '') return start.startsWith('[')
  }
  return false
}

/** Undefined where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return parsePythonJson(text)
  } catch {
    return undefined
  }
}
