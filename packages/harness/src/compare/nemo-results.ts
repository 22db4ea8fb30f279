import { contentHash, type Side } from '@retable/core'
import { linesOf } from '@retable/readers'
import { HarnessError } from '../errors.ts'
import { nemoBundle } from './nemo-bundle.ts'
import { sideBenchmark, type ScoredPart } from './side-benchmark.ts'

/** A line of NeMo Evaluator's results.jsonl, as far as it is read (engine/eval_loop.py of 0.3.0). */
interface NemoRow {
  readonly problem_idx: number
  readonly reward: number
  readonly repeat?: number
  readonly prompt?: unknown
  readonly expected_answer?: unknown
  readonly extracted_answer?: string | null
  readonly model_response?: unknown
  readonly metadata?: { readonly category?: unknown } | null
  readonly scoring_details?: { readonly category?: unknown } | null
}

/** Whether a file's first row is one of NeMo Evaluator's results. */
export async function isNemoResults(file: string, signal?: AbortSignal): Promise<boolean> {
  try {
    for await (const { text } of linesOf(file, signal)) return rowOf(text) !== undefined
  } catch (error) {
    if (signal?.aborted) throw error
  }
  return false
}

/**
 * Rewards of a results.jsonl that NeMo Evaluator wrote (0.3.0), plain or gzipped: they are its own scores, and nothing is
 * graded anew. The benchmark is named by the caller, or by the bundle beside the file, or by the folder that it lies in.
 *
 * @throws HarnessError `harness/nothing-to-compare` for a line that is no result, and for two of one problem and repeat
 */
export async function sideOfNemo(
  file: string,
  {
    name,
    benchmark,
    signal,
  }: {
    readonly name: string
    readonly benchmark?: string | undefined
    readonly signal?: AbortSignal | undefined
  },
): Promise<Side> {
  const parts: ScoredPart[] = []
  const lineOf = new Map<string, number>()
  let [least, most] = [0, 1]
  for await (const { line, row } of rowsOf(file, signal)) {
    const part = partOf(row)
    const key = `${part.item} ${part.sample}`
    const earlier = lineOf.get(key)
    if (earlier !== undefined) {
      const again = `problem ${part.item}, repeat ${part.sample} stands in line ${earlier}, too`
      throw new HarnessError('harness/nothing-to-compare', `${file}:${line}: ${again}; leave one of them out`)
    }
    lineOf.set(key, line)
    parts.push(part)
    ;[least, most] = [Math.min(least, part.score), Math.max(most, part.score)]
  }
  const bundle = await nemoBundle(file)
  const nothing = () => undefined
  const scored = sideBenchmark(
    tellsAnswers(parts) ? parts : parts.map(withoutAnswer),
    { bounds: { least, most }, sourceOf: nothing, categoryOf: nothing },
    {
      setting: benchmark ?? bundle.benchmark,
      ...{ benchmark: null, variant: null, settings: bundle.settings },
      ...{ truncated: null, notes: [] },
      doubts:
        least < 0 || most > 1
          ? ['its rewards do not keep to 0 and 1, and nothing says within what they lie']
          : [],
    },
  )
  return { name, benchmarks: [scored], ...(bundle.model === undefined ? {} : { model: bundle.model }) }
}

/** Whether a null is an answer that was not found: where nothing is extracted it stands beside rewards, too. */
function tellsAnswers(parts: readonly ScoredPart[]): boolean {
  const isFound = ({ extracted }: ScoredPart) => typeof extracted === 'string'
  return parts.some(isFound) && parts.every((part) => isFound(part) || part.score <= 0)
}

function withoutAnswer({ item, sample, score, category, asked }: ScoredPart): ScoredPart {
  return {
    ...{ item, sample, score },
    ...(category === undefined ? {} : { category }),
    ...(asked === undefined ? {} : { asked }),
  }
}

/** What a model wrote, by item and sample; `wanted` says which of them. */
export async function nemoTexts(
  file: string,
  {
    isWanted,
    signal,
  }: {
    readonly isWanted: (item: string, sample: number) => boolean
    readonly signal?: AbortSignal | undefined
  },
): Promise<readonly { readonly item: string; readonly sample: number; readonly text: string }[]> {
  const texts: { item: string; sample: number; text: string }[] = []
  for await (const { row } of rowsOf(file, signal)) {
    const { item, sample } = partOf(row)
    const { model_response: text } = row
    if (typeof text === 'string' && isWanted(item, sample)) texts.push({ item, sample, text })
  }
  return texts
}

async function* rowsOf(file: string, signal?: AbortSignal) {
  for await (const { line, text } of linesOf(file, signal)) {
    const row = rowOf(text)
    if (row === undefined) {
      const wanted = 'a result of NeMo Evaluator has a whole "problem_idx" and a number as its "reward"'
      throw new HarnessError('harness/nothing-to-compare', `${file}:${line}: is no result: ${wanted}`)
    }
    yield { line, row }
  }
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
  const { problem_idx, reward, extracted_answer, metadata, scoring_details, prompt, expected_answer } = row
  const category = metadata?.category ?? scoring_details?.category
  const asked = [prompt, expected_answer].filter((part) => part !== undefined)
  return {
    ...{ item: String(problem_idx), sample: Number(row.repeat ?? 0), score: reward },
    ...(extracted_answer === undefined ? {} : { extracted: extracted_answer }),
    ...(typeof category === 'string' && category !== '' ? { category } : {}),
    ...(asked.length === 0 ? {} : { asked: contentHash(asked).slice(0, 16) }),
  }
}
