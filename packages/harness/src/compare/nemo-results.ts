import { open } from 'node:fs/promises'
import path from 'node:path'
import type { Side } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { sideBenchmark, type ScoredPart } from './side-benchmark.ts'

/** A line of NeMo Evaluator's results.jsonl, as its documentation of results has it. */
interface NemoRow {
  readonly problem_idx: number
  readonly reward: number
  readonly repeat?: number
  readonly extracted_answer?: string | null
  readonly metadata?: { readonly category?: unknown } | null
  readonly scoring_details?: { readonly category?: unknown } | null
}

/** Whether a file's first row is one of NeMo Evaluator's results. */
export async function isNemoResults(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    for await (const line of handle.readLines()) return line.trim() !== '' && rowOf(line) !== undefined
    return false
  } finally {
    await handle.close()
  }
}

/**
 * Rewards of a results.jsonl that NeMo Evaluator wrote (0.3.0): they are its own scores, and nothing is graded anew.
 * The benchmark is named by the caller, or by the folder that the file lies in.
 *
 * @throws HarnessError `harness/nothing-to-compare` for a line that is no result
 */
export async function sideOfNemo(
  file: string,
  { name, benchmark }: { readonly name: string; readonly benchmark?: string | undefined },
): Promise<Side> {
  const parts: ScoredPart[] = []
  const handle = await open(file)
  try {
    let line = 0
    for await (const text of handle.readLines()) {
      line += 1
      if (text.trim() === '') continue
      const row = rowOf(text)
      if (row === undefined) {
        const wanted = 'a result of NeMo Evaluator has a whole "problem_idx" and a number as its "reward"'
        throw new HarnessError('harness/nothing-to-compare', `${file}:${line}: is no result: ${wanted}`)
      }
      parts.push(partOf(row))
    }
  } finally {
    await handle.close()
  }
  const rewards = parts.map(({ score }) => score)
  const bounds = { least: Math.min(0, ...extremes(rewards)), most: Math.max(1, ...extremes(rewards)) }
  const nothing = () => undefined
  const scored = sideBenchmark(
    parts,
    { bounds, sourceOf: nothing, categoryOf: nothing },
    {
      setting: benchmark ?? path.basename(path.dirname(path.resolve(file))),
      ...{ benchmark: null, variant: null, settings: {}, lostRows: 0, truncated: null, notes: [] },
      doubts:
        bounds.least < 0 || bounds.most > 1
          ? ['its rewards do not keep to 0 and 1, and nothing says within what they lie']
          : [],
    },
  )
  return { name, benchmarks: [scored] }
}

function rowOf(text: string): NemoRow | undefined {
  try {
    const row = JSON.parse(text) as Partial<NemoRow> | null
    const isOne = Number.isSafeInteger(row?.problem_idx) && Number.isFinite(row?.reward)
    return isOne ? (row as NemoRow) : undefined
  } catch {
    return undefined
  }
}

function partOf(row: NemoRow): ScoredPart {
  const { problem_idx, reward, repeat = 0, extracted_answer, metadata, scoring_details } = row
  const category = metadata?.category ?? scoring_details?.category
  return {
    ...{ item: String(problem_idx), sample: repeat, score: reward },
    ...(extracted_answer === undefined ? {} : { extracted: extracted_answer }),
    ...(typeof category === 'string' && category !== '' ? { category } : {}),
  }
}

/** Least and most of a list of any length. */
function extremes(values: readonly number[]): readonly number[] {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)]
  return values.length === 0 ? [] : [least, most]
}
