import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import {
  promptAsText,
  type Model,
  type PromptedText,
  type TrainRequest,
  type WholeEngine,
} from '@retable/core'
import { sizesOf, type Architecture } from './model/architecture.ts'
import { tokenRow, type TokenRow } from './training/batch.ts'
import { readCheckpoint } from './training/checkpoint.ts'
import { NanolmError } from './errors.ts'
import { sharedBytes } from './threads/exchange.ts'
import { keptFile, readArrays } from './model/model-file.ts'
import { poolOf, type RunOptions } from './threads/pool.ts'
import { batchRows } from './sampling/sample.ts'
import { tokenizerOf } from './model/tokenizer.ts'
import { objectiveOf, type TokenExample } from './losses/objective-of.ts'
import { shards, type TrainState } from './training/train.ts'

/** What a nanolm is made for. */
export interface NanolmOptions {
  /** The pieces of text that it reads and writes; each is a token. */
  readonly pieces: readonly string[]
  readonly width: number
  readonly layers: number
  readonly heads: number
  /** Longest prompt and completion together, in tokens; a multiple of 4. */
  readonly context: number
  /** Number of workers; one for each processor core if left out. No result depends on it. */
  readonly workers?: number
  /** A training is kept after this many milliseconds, so that a kill costs little; 8000 if left out. */
  readonly checkpointMs?: number
}

/** Texts that one scoring job takes. */
const scoreChunk = 512

/** A tiny language model that is trained and sampled on the CPU, in workers of this process. */
export function openNanolm(options: NanolmOptions): WholeEngine {
  const { pieces, width, layers, heads, context, checkpointMs = 8000 } = options
  const workers = options.workers ?? availableParallelism()
  const tokenizer = tokenizerOf(pieces)
  const architecture: Architecture = { vocabulary: tokenizer.size, width, layers, heads, context }
  const pool = poolOf({ architecture, pieces, checkpointMs }, workers)

  async function score(
    model: Model,
    texts: readonly PromptedText[],
    signal?: AbortSignal,
  ): Promise<number[]> {
    texts.forEach((text, i) => fitting(text, `text ${i + 1}`))
    const parts = chunked(texts, scoreChunk).map((part) =>
      pool.run({ kind: 'score', model, texts: part }, { signal }),
    )
    const scores = (await Promise.all(parts)).flat()
    const lost = scores.findIndex((score) => !Number.isFinite(score))
    if (lost === -1) return scores
    throw new NanolmError(
      'nanolm/diverged',
      `the log-probability of text ${lost + 1} is ${scores[lost]} under ${model.id}: the model's weights have diverged`,
    )
  }

  return {
    identity: {
      engine: 'nanolm',
      version: 2,
      library: '@jax-js/jax 0.1.25, no relaxed SIMD',
      architecture,
      pieces: createHash('sha256').update(JSON.stringify(pieces)).digest('hex'),
    },
    promises: { bitForBit: true, logProbabilities: true },
    async *generate(model, request, signal) {
      const { sampling, seed } = request
      if (sampling.stop !== undefined && sampling.stop.length > 0) {
        throw new NanolmError(
          'nanolm/stop-strings',
          'nanolm ends a completion at its end token and knows no stop strings; leave them out',
        )
      }
      const requests = request.requests.map(({ prompt, stream }) => ({
        prompt: promptAsText(prompt),
        stream,
      }))
      // Prompts of like length go together: a batch takes as many steps as its longest row.
      const lengths = requests.map(({ prompt }, i) => roomyLength(prompt, `prompt ${i + 1}`))
      const order = [...requests.keys()].sort((a, b) => lengths[a]! - lengths[b]! || a - b)
      const batches = chunked(order, batchRows).map(async (indices) => {
        const part = indices.map((index) => requests[index]!)
        const completions = await pool.run(
          { kind: 'sample', model, requests: part, sampling, seed },
          { signal },
        )
        return completions.map((completion, i) => ({ index: indices[i]!, completion }))
      })
      // Marked as handled: a later batch may fail before its turn comes.
      for (const batch of batches) batch.catch(() => undefined)
      for (const batch of batches) yield await batch
    },
    score,
    async train(request, signal) {
      const examples = await tokenExamples(request, signal)
      const { training, output, checkpoint, keepAt = [], model = null, onStep } = request
      const sizes = sizesOf(architecture)
      // Read once, so that workers that share the training start at the same step.
      const resumed = (await resumable(await readCheckpoint(checkpoint, sizes), output, keepAt)) ?? null
      const job = { kind: 'train', model, training, resumed, examples, output, keepAt, checkpoint } as const
      const run: RunOptions = { signal, onStep }
      // Alone, a training takes two workers; beside other work one, and gives the same bits.
      if (workers < shards || !pool.isIdle()) {
        return (await pool.run({ ...job, own: [...Array(shards).keys()], shared: null }, run))!
      }
      const shared = new SharedArrayBuffer(sharedBytes(sizes))
      // If one half fails, the other would wait for it for ever.
      const failure = new AbortController()
      const both = { ...run, signal: AbortSignal.any([failure.signal, ...(signal ? [signal] : [])]) }
      const halves = Array.from({ length: shards }, (_, shard) =>
        pool.run({ ...job, own: [shard], shared }, both),
      )
      const [first] = await Promise.all(halves).catch((error: unknown) => {
        failure.abort(error)
        throw error
      })
      return first!
    },
    close: pool.close,
  }

  /** Spells a text; its last token is only predicted, never read, so that one more than the context fits. */
  function fitting(text: PromptedText, name: string): TokenRow {
    const row = tokenRow(tokenizer, text)
    if (row.tokens.length <= context + 1) return row
    throw new NanolmError(
      'nanolm/too-long',
      `${name} (${shortened(text.prompt + text.completion)}) has ${row.tokens.length} tokens with its end, and a context of ${context} holds ${context + 1}; shorten it or choose a longer context`,
    )
  }

  /** Tokens of a prompt that leaves room for a completion. */
  function roomyLength(prompt: string, name: string): number {
    const { length } = tokenizer.encode(prompt)
    if (length < context) return length
    throw new NanolmError(
      'nanolm/too-long',
      `${name} (${shortened(prompt)}) has ${length} tokens, which leaves no room for a completion in a context of ${context}; shorten it or choose a longer context`,
    )
  }

  /** Spells the examples; a preference training scores them under the model that it starts from. */
  function tokenExamples(request: TrainRequest, signal?: AbortSignal): Promise<TokenExample[]> {
    const { training, model, examples } = request
    return objectiveOf(training.loss).spell(examples, training, {
      row: fitting,
      score(texts) {
        if (model === undefined)
          throw new TypeError('a preference training needs a model to start from: it is the reference')
        return score(model, texts, signal)
      },
    })
  }
}

/** A kept state, unless a model that was to be kept before it is gone: then the training begins again. */
async function resumable(
  state: TrainState | undefined,
  output: string,
  keepAt: readonly number[],
): Promise<TrainState | undefined> {
  const kept = keepAt.filter((step) => step <= (state?.step ?? 0)).map((step) => keptFile(output, step))
  const isWhole = await Promise.all(kept.map((file) => readArrays(file).then(() => true, () => false))) // prettier-ignore
  return isWhole.every(Boolean) ? state : undefined
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}

function chunked<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) =>
    values.slice(i * size, (i + 1) * size),
  )
}
