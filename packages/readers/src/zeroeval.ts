import { arrayElements, type ReadRow } from '@retable/core'
import { ReaderError } from './errors.ts'
import { readText } from './open-text.ts'
import type { ReadOptions } from './options.ts'
import { rowOf } from './row.ts'

/** Names under which its data sets keep the question. */
const questions = ['question', 'problem', 'puzzle']

/**
 * A results file of ZeroEval: one JSON array; each element has `id`, `question` (or `problem`, `puzzle`), `output` (a list of samples) and
 * `answer` (the gold). The array is held in memory.
 *
 * @throws ReaderError `readers/not-json` with file:line if the array does not parse
 */
export async function* readZeroEval(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  const text = await readText(file, signal)
  const rows = parseArray(text, file)
  let lines: readonly number[] | undefined
  for (const [index, value] of rows.entries()) {
    const row = rowOf(value, 0, { outputs: ['output'], gold: 'answer', questions })
    // Only a broken row's place is ever shown, so lines are counted only then.
    lines ??= row.kind === 'broken' ? arrayElements(text).elements.map(({ line }) => line) : undefined
    // Its ids count the items of its own sets: math-l5's 0 is not row 0 of MATH.
    const own = row.kind === 'output' ? ({ ...row, idIsPosition: true } as const) : row
    const placed = lines === undefined ? own : { ...own, line: lines[index] ?? 0 }
    yield placed.kind === 'broken' ? { ...placed, reason: `element ${index + 1} ${placed.reason}` } : placed
  }
}

function parseArray(text: string, file: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw notJson(text, file, error)
  }
  if (!Array.isArray(value)) {
    throw new ReaderError('readers/not-json', `${file}:1: is not a JSON array, as ZeroEval writes it`)
  }
  return value
}

/** Says where an array breaks: at the first element that is no JSON, or at its end if it is not closed. */
function notJson(text: string, file: string, cause: unknown): ReaderError {
  const { elements, isClosed } = arrayElements(text)
  const whole = isClosed ? elements : elements.slice(0, -1)
  const bad = whole.find((element) => !isJson(element.text))
  if (bad !== undefined) {
    return new ReaderError('readers/not-json', `${file}:${bad.line}: is not valid JSON`, cause)
  }
  const lastLine = text.trimEnd().split('\n').length
  const why = isClosed ? 'is not valid JSON' : 'the file ends inside the JSON array; it looks cut off'
  return new ReaderError('readers/not-json', `${file}:${lastLine}: ${why}`, cause)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
