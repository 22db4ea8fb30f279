import type { ReadRow } from '@retable/core'
import { modelOf } from '../failed-outputs.ts'
import type { JsonObject } from '../json.ts'
import type { ReadOptions } from '../options.ts'
import { notTexts, outputsOf, rowOf } from '../plain/row.ts'
import { jsonRecords } from '../records.ts'

/** Names under which its data sets keep the question. */
const questions = ['question', 'problem', 'puzzle']

const names = { id: 'id', question: 'question', gold: 'answer' }

/**
 * A results file of ZeroEval: one JSON array; each element has `id`, `question` (or `problem`, `puzzle`), `output` (a list of samples) and
 * `answer` (the gold). Memory does not grow with the file.
 *
 * @throws ReaderError as jsonRecords
 */
export async function* readZeroEval(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  for await (const record of jsonRecords(file, signal)) {
    if (record.kind === 'broken') {
      yield record
      continue
    }
    const { line, element, value } = record
    const row = zeroEvalRow(value, line)
    const place = element === undefined ? {} : { element }
    // Its ids count the items of its own sets: math-l5's 0 is not row 0 of MATH.
    if (row.kind === 'output') yield { ...row, ...place, idIsPosition: true }
    else if (row.kind === 'broken') yield { ...row, reason: `element ${element} ${row.reason}` }
  }
}

function zeroEvalRow(value: JsonObject, line: number): ReadRow {
  const { output } = value
  const given = outputsOf(value, 'output', output)
  if (given === undefined) {
    const found = Object.keys(value).slice(0, 8).join(', ')
    const reason = output === undefined ? `has no "output"; its fields: ${found}` : notTexts('output', output)
    return { kind: 'broken', line, reason }
  }
  const question = questions.map((name) => value[name]).find((text) => text !== undefined)
  return rowOf(
    { ...given, id: value['id'], question, gold: value['answer'], model: modelOf(value) },
    line,
    names,
  )
}
