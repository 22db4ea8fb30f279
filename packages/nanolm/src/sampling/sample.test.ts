import { expect, test } from 'vitest'
import { initialWeights, toParameters } from '../model/architecture.ts'
import { tokenizerOf } from '../model/tokenizer.ts'
import { rowLogProbabilities } from '../training/train.ts'
import { batchRows, sample } from './sample.ts'

const tokenizer = tokenizerOf(['a', 'b', 'c', '?', 'd', 'e'])
const architecture = { vocabulary: tokenizer.size, width: 16, layers: 2, heads: 2, context: 12 }
/** In general position: what starts at 0 is moved, tokens are told apart, padding is all but impossible. */
const weights = initialWeights(architecture, 5).map((array, i) =>
  array.map((value, j) => {
    if (i > 0) return value + 0.1 * Math.sin(i + 3 * j)
    if (j % architecture.width > 0) return 5 * value
    return j === 0 ? -1.5 : j === architecture.width * tokenizer.end ? 2 : 1.5
  }),
)

function draw(
  requests: readonly { readonly prompt: string; readonly stream: string }[],
  { temperature = 1, topP = 1, maxTokens = 20, seed = 1 } = {},
) {
  const parameters = toParameters(architecture, weights)
  const options = { requests, sampling: { temperature, topP, maxTokens }, seed }
  return [...sample(parameters, architecture, tokenizer, options)].flat()
}
const prompts = [
  'a',
  'b?',
  'abc',
  'cab?',
  'aaaa?',
  'bcbcb?',
  'abcabc?',
  'ccccccc?',
  'abababab?',
  'aabbccaabb?',
]
const requests = prompts.flatMap((prompt) =>
  ['1', '2', '3', '4', '5', '6'].map((stream) => ({ prompt, stream })),
)

test.each([0, 1])(
  'each token is drawn from what the model makes of all before it (temperature %i)',
  (temperature) => {
    const drawn = draw(requests, { temperature })
    const rows = drawn.map(({ text, finishReason }, i) => {
      const prompt = tokenizer.encode(requests[i]!.prompt)
      const end = finishReason === 'stop' ? [tokenizer.end] : []
      return { tokens: [...prompt, ...tokenizer.encode(text), ...end], prompt: prompt.length }
    })
    // All that was drawn is told: the end once, and nothing after it.
    rows.forEach(({ tokens, prompt }, i) => expect(tokens.length - prompt).toBe(drawn[i]!.tokens))
    rowLogProbabilities(architecture, weights, rows).forEach((whole, i) => {
      expect(drawn[i]!.logProbability).toBeCloseTo(whole, 3)
    })
    expect(drawn.some(({ tokens }) => tokens > 4)).toBe(true)
  },
)

test('a completion ends at its end token, at the longest that is asked for, or where the context is full', () => {
  for (const maxTokens of [1, 3, 20]) {
    const drawn = draw(requests, { maxTokens })
    drawn.forEach(({ tokens, finishReason }, i) => {
      const room = Math.min(maxTokens, 12 - tokenizer.encode(requests[i]!.prompt).length)
      expect(tokens).toBeGreaterThan(0)
      expect(finishReason === 'stop' ? tokens <= room : tokens === room).toBe(true)
    })
    if (maxTokens > 1)
      expect(new Set(drawn.map((one) => one.finishReason))).toEqual(new Set(['stop', 'length']))
  }
})

test('another seed or another stream draws others, the same ones the same', () => {
  const many = Array.from({ length: 40 }, (_, i) => ({ prompt: 'abc', stream: `${i}` }))
  const texts = (seed: number, of = many) => draw(of, { seed }).map(({ text }) => text)
  expect(texts(1)).toEqual(texts(1))
  expect(texts(1)).not.toEqual(texts(2))
  expect(new Set(texts(1)).size).toBeGreaterThan(10)
  expect(texts(1, many.toReversed())).toEqual(texts(1).toReversed())
})

/** Pearson's statistic of the first tokens drawn at a temperature, beside the model's shares at another. */
function chiSquare(temperature: number, expectedAt: number): number {
  const n = 4 * batchRows
  const many = Array.from({ length: n }, (_, i) => ({ prompt: 'ab', stream: `${i}` }))
  const counts = new Map<string, number>()
  for (const { text, finishReason } of draw(many, { temperature, maxTokens: 1 })) {
    const key = finishReason === 'stop' ? 'end' : text
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const prompt = tokenizer.encode('ab')
  const names = ['', 'end', 'a', 'b', 'c', '?', 'd', 'e']
  const rows = names.map((_, token) => ({ tokens: [...prompt, token], prompt: 2 }))
  const weighed = rowLogProbabilities(architecture, weights, rows).map((log) => Math.exp(log / expectedAt))
  const total = weighed.reduce((a, b) => a + b, 0)
  const shares = new Map<string, number>()
  weighed.forEach((w, token) => shares.set(names[token]!, (shares.get(names[token]!) ?? 0) + w / total))
  return [...shares].reduce((sum, [name, p]) => sum + ((counts.get(name) ?? 0) - n * p) ** 2 / (n * p), 0)
}

test('tokens come as often as the model says, at the temperature asked for', () => {
  // Seven degrees of freedom: above 36 once in 130,000 (chi-square's tail).
  expect(chiSquare(1, 1)).toBeLessThan(36)
  expect(chiSquare(0.5, 0.5)).toBeLessThan(36)
  expect(chiSquare(0.5, 1)).toBeGreaterThan(60)
})

test('more requests than a batch holds are drawn in batches, each as it would be alone', () => {
  const many = Array.from({ length: batchRows + 3 }, (_, i) => ({
    prompt: i % 2 ? 'a' : 'bc?',
    stream: `${i}`,
  }))
  const all = draw(many, { maxTokens: 4 })
  expect(all).toHaveLength(batchRows + 3)
  expect(all.slice(-3)).toEqual(draw(many.slice(-3), { maxTokens: 4 }))
})
