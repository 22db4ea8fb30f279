import type { RandomStream, Sampling } from '@retable/core'

const scratch = { weights: new Float64Array(0) }

/**
 * Draws a token from one row of logits, which starts at an offset; its log-probability is that at temperature 1.
 * Padding tokens beyond the tokenizer's are never likely: they are untrained.
 */
export function drawToken(
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
