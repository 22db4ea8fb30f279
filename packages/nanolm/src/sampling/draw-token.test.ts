import { expect, test } from 'vitest'
import { drawToken } from './draw-token.ts'

/** The token drawn at each quantile, from probabilities that need not add up to 1. */
function drawnAt(
  probabilities: readonly number[],
  { temperature = 1, topP = 1 },
  quantiles: readonly number[],
): { tokens: number[]; logs: number[] } {
  // Other rows lie before and after it.
  const row = probabilities.map((p) => Math.log(p))
  const logits = new Float32Array([9, 9, 9, ...row, 9])
  const sampling = { temperature, topP, maxTokens: 1 }
  const drawn = quantiles.map((u) => drawToken(logits, 3, row.length, sampling, () => u))
  return { tokens: drawn.map(({ token }) => token), logs: drawn.map((one) => one.logProbability) }
}
const four = [0.4, 0.3, 0.2, 0.1]

// The ends of each token's part are sums worked by hand.
test('at temperature 1 each token has its own share', () => {
  const quantiles = [0, 0.39, 0.41, 0.69, 0.71, 0.89, 0.91, 0.999999]
  const { tokens, logs } = drawnAt(four, {}, quantiles)
  expect(tokens).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
  tokens.forEach((token, i) => expect(logs[i]).toBeCloseTo(Math.log(four[token]!), 6))
})

test('temperature .5 squares the shares, 2 takes their roots; the log-probability stays that at 1', () => {
  // .16, .09, .04, .01 of .30: up to .5333, .8333, .9667.
  const cold = drawnAt(four, { temperature: 0.5 }, [0, 0.53, 0.54, 0.83, 0.84, 0.96, 0.97, 0.999])
  expect(cold.tokens).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
  cold.tokens.forEach((token, i) => expect(cold.logs[i]).toBeCloseTo(Math.log(four[token]!), 6))
  // .6325, .5477, .4472, .3162 of 1.9436: up to .3254, .6072, .8373.
  const warm = drawnAt(four, { temperature: 2 }, [0.32, 0.33, 0.6, 0.61, 0.83, 0.84])
  expect(warm.tokens).toEqual([0, 1, 1, 2, 2, 3])
})

test('logits need not be those of shares that add up to 1', () => {
  const { tokens, logs } = drawnAt([8, 6, 4, 2], {}, [0.39, 0.41, 0.91])
  expect(tokens).toEqual([0, 1, 3])
  expect(logs[0]).toBeCloseTo(Math.log(0.4), 6)
})

test('temperature 0 takes the likeliest, of several the first, and no random number', () => {
  const never = (): number => {
    throw new Error('drawn')
  }
  const sampling = { temperature: 0, topP: 0.1, maxTokens: 1 }
  // The rows before and after have likelier tokens.
  const greedy = (...row: number[]) =>
    drawToken(new Float32Array([99, ...row, 99]), 1, row.length, sampling, never)
  expect(greedy(1, 3, 2).token).toBe(1)
  expect(greedy(3, 1, 2).token).toBe(0)
  expect(greedy(1, 2, 3).token).toBe(2)
  expect(greedy(1, 3, 3).token).toBe(1)
  // Two of equal weight.
  expect(greedy(3, 3).logProbability).toBeCloseTo(-Math.LN2, 6)
})

test('top-p draws from the smallest set of likeliest tokens that has so much', () => {
  // .4 and .3 of .7: the first up to .5714.
  expect(drawnAt(four, { topP: 0.6 }, [0, 0.57, 0.58, 0.999]).tokens).toEqual([0, 0, 1, 1])
  expect(drawnAt(four, { topP: 0.39 }, [0, 0.5, 0.999]).tokens).toEqual([0, 0, 0])
  expect(drawnAt(four, { topP: 0.41 }, [0.57, 0.58, 0.999]).tokens).toEqual([0, 1, 1])
  expect(drawnAt(four, { topP: 0.71 }, [0.999]).tokens).toEqual([2])
  expect(drawnAt(four, { topP: 0.91 }, [0.999]).tokens).toEqual([3])
  // They are the likeliest wherever they stand; of the same share the first.
  expect(drawnAt([0.1, 0.4, 0.2, 0.3], { topP: 0.6 }, [0, 0.57, 0.58, 0.999]).tokens).toEqual([1, 1, 3, 3])
  expect(drawnAt([0.25, 0.25, 0.25, 0.25], { topP: 0.4 }, [0, 0.49, 0.51, 0.999]).tokens).toEqual([
    0, 0, 1, 1,
  ])
  expect(drawnAt(four, { topP: 0.6 }, [0]).logs[0]).toBeCloseTo(Math.log(0.4), 6)
})

test('top-p 1 draws from all, however rare', () => {
  expect(drawnAt([1e-20, 1], { topP: 1 }, [0]).tokens).toEqual([0])
  expect(drawnAt([1e-20, 1], { topP: 0.999 }, [0]).tokens).toEqual([1])
})

test('top-p is of the shares at the temperature', () => {
  // The first has .5333 at temperature .5, and .64 of the first two.
  expect(drawnAt(four, { temperature: 0.5, topP: 0.5 }, [0.999]).tokens).toEqual([0])
  expect(drawnAt(four, { temperature: 0.5, topP: 0.54 }, [0.63, 0.65]).tokens).toEqual([0, 1])
  expect(drawnAt(four, { temperature: 1, topP: 0.5 }, [0.999]).tokens).toEqual([1])
})

test('rounding of the last share never leaves the set', () => {
  expect(drawnAt(four, { topP: 0.6 }, [1]).tokens).toEqual([1])
  expect(drawnAt(four, {}, [1]).tokens).toEqual([3])
})

test('a longer vocabulary after a shorter one, and back', () => {
  const flat = (n: number) => Array.from({ length: n }, () => 1 / n)
  expect(drawnAt(flat(20), {}, [0.96]).tokens).toEqual([19])
  expect(drawnAt(flat(2), {}, [0.49, 0.51]).tokens).toEqual([0, 1])
})
