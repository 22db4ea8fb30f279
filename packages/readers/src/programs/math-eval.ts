import type { ReadRow } from '@retable/core'
import type { JsonObject } from '../json.ts'
import type { ReadOptions } from '../options.ts'
import { modelOf } from '../failed-outputs.ts'
import { notTexts, outputsOf, rowOf } from '../plain/row.ts'
import { jsonRecords } from '../records.ts'

const names = { id: 'idx', question: 'question', gold: 'gt' }

/**
 * Outputs of math-evaluation-harness (ToRA, Qwen2.5-Math, DeepSeek-Math and their forks): one object a line with `idx`,
 * `question` (or `problem`), `gt` (the gold), `code` (a list of samples) and, once it is scored, `score` (one for each
 * sample). Each sample is a row. Memory does not grow with the file.
 *
 * @throws ReaderError as jsonRecords
 */
export async function* readMathEval(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  let isFirst = true
  for await (const record of jsonRecords(file, signal)) {
    if (record.kind === 'broken') {
      yield record
      continue
    }
    const { line, element, value } = record
    // A file without scores states nothing to be compared.
    if (isFirst && value['score'] !== undefined) yield { kind: 'log', unit: 'sample', scores: {} }
    isFirst = false
    for (const row of samplesOf(value, line))
      yield element === undefined || row.kind !== 'output' ? row : { ...row, element }
  }
}

function samplesOf(value: JsonObject, line: number): ReadRow[] {
  const { idx, code, gt } = value
  const given = outputsOf(value, 'code', code)
  if (given === undefined) {
    const reason = code === undefined ? 'has no "code"' : notTexts('code', code)
    return [{ kind: 'broken', line, reason }]
  }
  const row = rowOf(
    {
      outputs: given.outputs,
      id: idx,
      model: modelOf(value),
      question: value['question'] ?? value['problem'],
      gold: gt,
    },
    line,
    names,
  )
  if (row.kind !== 'output') return [row]
  const { outputs, failed: allFailed } = given
  const scores = scoresOf(value['score'], outputs.length)
  return outputs.map((output, i) => {
    const score = scores[i]
    const isFailed = allFailed?.indexes.includes(i) === true
    return {
      ...row,
      ...(isFailed ? { failed: { indexes: [0], reason: allFailed.reason } } : {}),
      // It counts a data set that the file does not name, often one of its own.
      idIsPosition: true,
      isOwnIfUnknown: true,
      outputs: [output],
      ...(score === undefined ? {} : { logScores: { score } }),
    }
  })
}

/** A score for each sample; none where their number is another. */
function scoresOf(given: unknown, samples: number): readonly (number | undefined)[] {
  const scores: readonly unknown[] = Array.isArray(given) ? given : [given]
  if (scores.length !== samples) return []
  return scores.map((score) =>
    typeof score === 'number' || typeof score === 'boolean' ? Number(score) : undefined,
  )
}
