import type { ReadRow } from '@retable/core'
import { answerIn, contentText, isChat, questionIn } from '../chat.ts'
import { isObject, listIn, objectIn, type JsonObject } from '../json.ts'
import type { ReadOptions } from '../options.ts'
import { rowOf } from '../plain/row.ts'
import { jsonRecords } from '../records.ts'

const names = { id: 'index', question: 'input', gold: 'target' }

/**
 * Reviews of EvalScope, one object a line: since 1.0 with `index`, `target`, `sample_score`, and the prompt in `input` or
 * `messages`; before, with `index`, `raw_input` and `choices`, each with its `message` and `review`. Its predictions,
 * which hold no gold, are read too. Memory does not grow with the file.
 *
 * @throws ReaderError as jsonRecords
 */
export async function* readEvalScope(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  yield { kind: 'log', unit: 'sample', scores: {} }
  for await (const record of jsonRecords(file, signal)) {
    if (record.kind === 'broken') yield record
    else if (Array.isArray(record.value['choices'])) yield* reviewsBefore1(record.value, record.line)
    else yield reviewOf(record.value, record.line)
  }
}

/** A review, or a prediction. */
function reviewOf(value: JsonObject, line: number): ReadRow {
  const sample = objectIn(value, 'sample_score')
  const score = objectIn(sample, 'score')
  const chat = isChat(value['messages']) ? value['messages'] : []
  const output =
    textOf(score['prediction']) ?? completionOf(objectIn(value, 'model_output')) ?? answerIn(chat)
  if (output === undefined) return { kind: 'broken', line, reason: 'holds no prediction' }
  const group = sample['group_id'] ?? undefined
  // Where each item was asked several times, the index counts samples and the group items.
  const id = group ?? value['index']
  const generation = sample['generation_index']
  const row = rowOf(
    {
      outputs: [output],
      id,
      question: textOf(value['input']) ?? questionIn(chat),
      gold: firstOf(value['target']),
    },
    line,
    names,
  )
  if (row.kind !== 'output') return row
  return {
    ...row,
    idIsPosition: true,
    ...(isIndex(generation) ? { part: { kind: 'epoch', index: generation + 1 } as const } : {}),
    logScores: numbersIn(objectIn(score, 'value')),
  }
}

/** One row for each of the choices. */
function reviewsBefore1(value: JsonObject, line: number): ReadRow[] {
  const raw = objectIn(value, 'raw_input')
  const question = ['question', 'problem', 'query'].map((name) => raw[name]).find((text) => textOf(text))
  return listIn(value, 'choices').map((choice): ReadRow => {
    const message = isObject(choice) ? objectIn(choice, 'message') : {}
    const review = isObject(choice) ? objectIn(choice, 'review') : {}
    const output = contentText(message['content'])
    if (output === undefined) return { kind: 'broken', line, reason: 'holds no prediction' }
    const parts = { outputs: [output], id: value['index'], question, gold: firstOf(review['gold']) }
    const row = rowOf(parts, line, names)
    if (row.kind !== 'output') return row
    const { result } = review
    return {
      ...row,
      idIsPosition: true,
      logScores: isObject(result) ? numbersIn(result) : numbersIn({ result }),
    }
  })
}

function completionOf(output: JsonObject): string | undefined {
  const [choice] = listIn(output, 'choices')
  const message = isObject(choice) ? objectIn(choice, 'message') : {}
  return contentText(message['content']) ?? textOf(output['completion'])
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The first of several answers that are right; neither an empty text is one, nor the mark that the input has it. */
function firstOf(target: unknown): unknown {
  const first: unknown = Array.isArray(target) ? target[0] : target
  return first === '' || first === '*Same as Input*' ? undefined : first
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function numbersIn(values: JsonObject): Record<string, number> {
  const found = Object.entries(values).flatMap(([name, value]): [string, number][] =>
    typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
      ? [[name, Number(value)]]
      : [],
  )
  return Object.fromEntries(found)
}
