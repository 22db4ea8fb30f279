import {
  parsePythonJson,
  RetableError,
  type BrokenRow,
  type JudgementFile,
  type Judgements,
} from '@retable/core'
import { asRead } from './as-read.ts'

/** One object among judgements. */
export interface JsonRow {
  /** 1-based: its line, or in one JSON array and in memory its place. */
  readonly line: number
  /** 0-based place among all; a broken one keeps its place, so that rows in a data set's order stay so. */
  readonly index: number
  readonly value: Readonly<Record<string, unknown>>
}

/**
 * The objects of a file, JSON Lines or one JSON array, or those in memory. Rows that are no objects are broken.
 *
 * @param what - they are, for the sentence where there are none
 * @throws RetableError `evaluators/no-judgements` if there is no object at all
 */
export function jsonRows(
  judgements: Judgements,
  what = 'judgements',
): { rows: JsonRow[]; broken: BrokenRow[] } {
  const rows: JsonRow[] = []
  const broken: BrokenRow[] = []
  const values = 'rows' in judgements ? valuesInMemory(judgements.rows) : valuesInFile(judgements)
  for (const { value, line } of values) {
    const index = rows.length + broken.length
    if (isObject(value)) rows.push({ line, index, value })
    else broken.push({ kind: 'broken', line, reason: 'is no JSON object' })
  }
  if (rows.length === 0) {
    throw judgementError(
      `${judgements.name} holds no ${what}: expected JSON Lines or a JSON array of objects`,
    )
  }
  return { rows, broken }
}

type PlacedValue = { readonly value: unknown; readonly line: number }

function* valuesInMemory(values: readonly unknown[]): Generator<PlacedValue> {
  for (const [i, value] of values.entries()) yield { value: asRead(value), line: i + 1 }
}

function* valuesInFile({ bytes, name }: JudgementFile): Generator<PlacedValue> {
  const text = new TextDecoder().decode(bytes)
  const array = arrayIn(text)
  if (array === null && beginsAsArray(text)) {
    throw judgementError(`${name} begins as a JSON array and is broken or cut off; copy it again`)
  }
  if (array === null) {
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() !== '') yield { value: parsed(line), line: i + 1 }
    }
  } else {
    for (const [i, value] of array.entries()) yield { value, line: i + 1 }
  }
}

/** The object that a file is as a whole, or the only one in memory; null if there is anything else, rows for instance. */
export function onlyObject(judgements: Judgements): Readonly<Record<string, unknown>> | null {
  const value = 'rows' in judgements ? onlyRow(judgements.rows) : wholeFile(judgements)
  return isObject(value) ? value : null
}

function onlyRow(rows: readonly unknown[]): unknown {
  return rows.length === 1 ? asRead(rows[0]) : undefined
}

function wholeFile({ bytes }: JudgementFile): unknown {
  const text = new TextDecoder().decode(bytes)
  return text.trimStart().startsWith('{') ? parsed(text) : undefined
}

/**
 * The error for a file that holds nothing that a variant could measure; `expected` says what it looks for, and the first
 * of the broken rows what it found.
 */
export function noJudgements(
  { name }: Judgements,
  expected: string,
  broken: readonly BrokenRow[] = [],
): RetableError {
  const [first] = inOrder(broken)
  const found = first === undefined ? '' : ` (line ${first.line}: ${first.reason})`
  return judgementError(`${name} holds no judgements: ${expected}${found}`)
}

/** The error for a file of judgements of which none could be read. */
export function noVerdicts({ name }: Judgements, judgements: number): RetableError {
  const whole =
    judgements === 1
      ? 'its one judgement has no verdict'
      : `none of its ${judgements} judgements has a verdict`
  return judgementError(`${name}: ${whole} that can be read`)
}

/** The error for a file that cannot be measured; the sentence names it, the place, and what to do. */
export function judgementError(sentence: string): RetableError {
  return new RetableError(sentence, { code: 'evaluators/no-judgements', kind: 'usage' })
}

/** Broken rows in the file's order, whoever found them. */
export function inOrder(broken: readonly BrokenRow[]): BrokenRow[] {
  return broken.toSorted((a, b) => a.line - b.line)
}

/** Whether a value is an object with named members. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function arrayIn(text: string): readonly unknown[] | null {
  const value = text.trimStart().startsWith('[') ? parsed(text) : undefined
  return Array.isArray(value) ? (value as readonly unknown[]) : null
}

/** Whether the first line is none of its own: then its rows are elements of an array, and none is a line. */
function beginsAsArray(text: string): boolean {
  const start = text.trimStart()
  return start.startsWith('[') && parsed(start.split('\n', 1)[0] ?? '') === undefined
}

function parsed(json: string): unknown {
  try {
    return parsePythonJson(json)
  } catch {
    return undefined
  }
}
