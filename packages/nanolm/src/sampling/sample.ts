import type { Completion, Sampling } from '@retable/core'
import type { TextRequest } from '../threads/jobs.ts'
import type { Architecture, Parameters } from '../model/architecture.ts'
import { decoderOf, type Decoder } from './decode.ts'
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
      const { token, logProbability } = draw(logits, i * vocabulary, vocabulary, sampling, row.random)
      row.drawn.push(token)
      row.logProbability += logProbability
    })
  }
}

const scratch = { weights: new Float64Array(0) }

/** Draws a token from one row of logits. Padding tokens beyond the tokenizer's are never likely: they are untrained. */
function draw(
  logits: Float32Array,
  offset: number,
  vocabulary: number,
  { temperature, topP }: Sampling,
  random: RandomStream,
): { token: number; logProbability: number } {
  if (scratch.weights.length < vocabulary) scratch.weights = new Float64Array(vocabulary)
  const weights = scratch.weights
  let best = 0
  for (let j = 1; j < vocabulary; j += 1) if (logits[offset + j]! > logits[offset + best]!) best = j
  const most = logits[offset + best]!
  let total = 0
  for (let j = 0; j < vocabulary; j += 1) {
    weights[j] = Math.exp(logits[offset + j]! - most)
    total += weights[j]!
  }
  const logOf = (token: number) => logits[offset + token]! - most - Math.log(total)
  if (temperature === 0) return { token: best, logProbability: logOf(best) }

  let mass = total
  if (temperature !== 1) {
    mass = 0
    for (let j = 0; j < vocabulary; j += 1) {
      weights[j] = Math.exp((logits[offset + j]! - most) / temperature)
      mass += weights[j]!
    }
  }
  if (topP < 1) mass = keepNucleus(weights, vocabulary, topP * mass)
  let left = random() * mass
  let token = best
  for (let j = 0; j < vocabulary; j += 1) {
    if (weights[j] === 0) continue
    token = j
    left -= weights[j]!
    if (left < 0) break
  }
  return { token, logProbability: logOf(token) }
}

/** Zeroes all but the smallest set of largest weights whose sum reaches `wanted`; gives the sum that is kept. */
function keepNucleus(weights: Float64Array, length: number, wanted: number): number {
  const order = Array.from({ length }, (_, j) => j).sort((a, b) => weights[b]! - weights[a]! || a - b)
  let kept = 0
  for (const j of order) {
    if (kept >= wanted) weights[j] = 0
    else kept += weights[j]!
  }
  return kept
}
