import { parsePythonJson, type ReadRow } from '@retable/core'
import { elementsOf } from '../elements.ts'
import { ReaderError } from '../errors.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { ReadOptions } from '../options.ts'
import { notTexts, outputsOf, rowOf } from '../plain/row.ts'
import { jsonRecords } from '../records.ts'
import { openText } from '../open-text.ts'

const names = { id: 'idx', question: 'origin_prompt', gold: 'gold' }

/**
 * Predictions of OpenCompass: one JSON object, whose members are named by the item's row in its data set, each with
 * `origin_prompt`, `prediction` and `gold`; or, of a run that has not ended, the same one a line with `idx`. Memory does
 * not grow with the file.
 *
 * @throws ReaderError `readers/not-json`, and as elementsOf and linesOf
 */
export async function* readOpenCompass(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  if (await isOneALine(file, signal)) {
    for await (const record of jsonRecords(file, signal))
      yield record.kind === 'broken' ? record : predictionRow(record.value, record.value['idx'], record.line)
    return
  }
  for await (const { line, text } of elementsOf(file, signal)) {
    const [member] = Object.entries(objectOf(text, file, line))
    const [key, value] = member ?? []
    if (isObject(value)) yield predictionRow(value, key, line)
    else yield { kind: 'broken', line, reason: 'is not a JSON object' }
  }
}

function predictionRow(value: JsonObject, idx: unknown, line: number): ReadRow {
  const { prediction } = value
  const given = outputsOf(value, 'prediction', prediction)
  if (given === undefined) {
    const reason = prediction === undefined ? 'has no "prediction"' : notTexts('prediction', prediction)
    return { kind: 'broken', line, reason }
  }
  const row = rowOf(
    { ...given, id: idx, question: promptOf(value['origin_prompt']), gold: value['gold'] },
    line,
    names,
  )
  return row.kind === 'output' ? { ...row, idIsPosition: true } : row
}

/** The prompt, or what a person says last in it: earlier rounds are worked examples. */
function promptOf(prompt: unknown): unknown {
  if (!Array.isArray(prompt)) return typeof prompt === 'string' ? prompt : undefined
  const rounds = prompt.filter(isObject)
  return (rounds.findLast(({ role }) => role === 'HUMAN') ?? rounds.at(-1))?.['prompt']
}

function objectOf(text: string, file: string, line: number): JsonObject {
  try {
    return parsePythonJson(`{${text}}`) as JsonObject
  } catch (error) {
    throw new ReaderError('readers/not-json', `${file}:${line}: is not valid JSON`, error)
  }
}

async function isOneALine(file: string, signal?: AbortSignal): Promise<boolean> {
  let head = ''
  for await (const piece of openText(file, signal)) {
    head = (head + piece).trimStart()
    if (head.length >= 1000) break
  }
  return !/^\{\s*"\d+"\s*:/.test(head)
}
