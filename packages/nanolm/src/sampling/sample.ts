import type { Completion, Sampling } from '@retable/core'
import type { TextRequest } from '../threads/jobs.ts'
import type { Architecture, Parameters } from '../model/architecture.ts'
import { decoderOf, type Decoder } from './decode.ts'
import { drawToken } from './draw-token.ts'
import { randomStream, type RandomStream } from '@retable/core'
import type { Tokenizer } from '../model/tokenizer.ts'

/** Rows of every batch; a smaller one is filled up, so that one shape is compiled and a row's bits never change. */
export const batchRows = 256

/**
 * Draws completions in batches, each row with a random stream of its own: what a row gets depends on its model,
 * prompt, sampling and stream, and on nothing beside it.
 *
 * @param seed - joins every stream's name
 */
export function* sample(
  parameters: Parameters,
  architecture: Architecture,
  tokenizer: Tokenizer,
  options: {
    readonly requests: readonly TextRequest[]
    readonly sampling: Sampling
    readonly seed: number
  },
): Generator<readonly Completion[]> {
  const { requests, sampling, seed } = options
  const decoder = decoderOf(parameters, architecture, batchRows)
  try {
    for (let start = 0; start < requests.length; start += batchRows) {
      const rows = requests.slice(start, start + batchRows).map(({ prompt, stream }) => ({
        prompt: tokenizer.encode(prompt),
        drawn: [] as number[],
        logProbability: 0,
        random: randomStream('sample', seed, stream),
      }))
      decoder.reset()
      drawBatch(decoder, rows, architecture, tokenizer, sampling)
      yield rows.map(({ drawn, logProbability }) => {
        const stopped = drawn.at(-1) === tokenizer.end
        return {
          text: tokenizer.decode(stopped ? drawn.slice(0, -1) : drawn),
          tokens: drawn.length,
          finishReason: stopped ? 'stop' : 'length',
          logProbability,
        } as const
      })
    }
  } finally {
    decoder.dispose()
  }
}

interface Row {
  readonly prompt: readonly number[]
  readonly drawn: number[]
  logProbability: number
  readonly random: RandomStream
}

/** Steps until every row has ended; prompts are fed token by token, so rows of all lengths go together. */
function drawBatch(
  decoder: Decoder,
  rows: readonly Row[],
  architecture: Architecture,
  tokenizer: Tokenizer,
  sampling: Sampling,
): void {
  const { vocabulary, context } = architecture
  const limits = rows.map(({ prompt }) => Math.min(sampling.maxTokens, context - prompt.length))
  const isDone = ({ drawn }: Row, limit: number) => drawn.at(-1) === tokenizer.end || drawn.length >= limit
  const tokens = new Int32Array(batchRows)
  for (let t = 0; rows.some((row, i) => !isDone(row, limits[i] ?? 0)); t += 1) {
    rows.forEach(({ prompt, drawn }, i) => {
      tokens[i] = prompt[t] ?? drawn[t - prompt.length] ?? tokenizer.pad
    })
    const logits = decoder.step(tokens)
    rows.forEach((row, i) => {
      if (t < row.prompt.length - 1 || isDone(row, limits[i] ?? 0)) return
      const { token, logProbability } = drawToken(logits, i * vocabulary, vocabulary, sampling, row.random)
      row.drawn.push(token)
      row.logProbability += logProbability
    })
  }
}
