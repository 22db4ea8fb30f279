import { describe, expect, test } from 'vitest'
import { flatten, initialWeights, toParameters, unflatten, type Weights } from '../model/architecture.ts'
import { tokenRow } from './batch.ts'
import { batchOf } from '../losses/objective.ts'
import { valueAndGrad, type Tensor } from '../model/library.ts'
import { dpo } from '../losses/dpo.ts'
import { objectiveOf, type TokenExample } from '../losses/objective-of.ts'
import { tokenizerOf } from '../model/tokenizer.ts'
import { rowLogProbabilities } from './train.ts'

const tokenizer = tokenizerOf(['a', 'b', 'c', '?'])
const architecture = { vocabulary: tokenizer.size, width: 16, layers: 2, heads: 2, context: 12 }
const row = (prompt: string, completion: string) => tokenRow(tokenizer, { prompt, completion })

/** Fresh weights, with something in the matrices that start at zero. */
function weights(): Weights {
  return initialWeights(architecture, 5).map((array, i) =>
    array.every((value) => value === 0) ? array.map((_, j) => 0.1 * Math.sin(i + 3 * j)) : array,
  )
}

const sft: TokenExample[] = [{ row: row('a?', 'bcb') }, { row: row('', 'cab') }]
const pair: TokenExample[] = [
  { chosen: row('a?', 'bcb'), rejected: row('a?', 'cc'), weight: 0.5, reference: [-4, -3.5] },
  { chosen: row('b?', 'a'), rejected: row('b?', 'bbb'), weight: 1, reference: [-2, -6] },
]
const cases = [
  ['sft', { kind: 'sft', mean: 'responses' }, sft],
  ['dpo with likelihood', { kind: 'dpo', beta: 0.3, alpha: 0.7 }, pair],
] as const

describe.each(cases)('%s', (_name, loss, examples) => {
  const objective = objectiveOf(loss)
  const batchOfAll = () => batchOf(objective.rowsOf(examples, examples), architecture.context)
  const lossOf = (arrays: Weights) =>
    objective.loss(toParameters(architecture, arrays), batchOfAll(), architecture).dataSync()[0]!

  test('the gradient agrees with central differences, for the steepest weights of every array', () => {
    const start = weights()
    const batch = batchOfAll()
    const both = valueAndGrad(((arrays: Tensor[], parts: typeof batch) =>
      objective.loss(unflatten(arrays), parts, architecture)) as never) as unknown as (
      arrays: Tensor[],
      parts: typeof batch,
    ) => [Tensor, Tensor[]]
    const [value, gradients] = both(flatten(toParameters(architecture, start)), batch)
    expect(value.dataSync()[0]).toBeCloseTo(lossOf(start), 5)
    gradients.forEach((tensor, i) => {
      const gradient = tensor.dataSync() as Float32Array
      const steepest = gradient.reduce(
        (best, slope, j) => (Math.abs(slope) > Math.abs(gradient[best]!) ? j : best),
        0,
      )
      const at = (shift: number) => {
        const moved = start.map((array) => Float32Array.from(array))
        moved[i]![steepest]! += shift
        return lossOf(moved)
      }
      // Far enough for 32-bit losses to leave three digits, near enough to cross few of the ReLU's corners.
      const h = 0.002
      const difference = (at(h) - at(-h)) / (2 * h)
      expect(Math.abs(gradient[steepest]! - difference)).toBeLessThan(2e-3 + 0.01 * Math.abs(difference))
    })
  })
})

test('at the reference the preference loss is log 2 for each pair, times its weight', () => {
  const pairs = pair.filter((example) => 'chosen' in example)
  const examples = pairs.map((example) => {
    const [chosen = 0, rejected = 0] = rowLogProbabilities(architecture, weights(), [
      example.chosen,
      example.rejected,
    ])
    return { ...example, reference: [chosen, rejected] as const }
  })
  const objective = dpo({ kind: 'dpo', beta: 0.5, alpha: 0 })
  const batch = batchOf(objective.rowsOf(examples, examples), architecture.context)
  const value = objective.loss(toParameters(architecture, weights()), batch, architecture)
  const meanWeight = pairs.reduce((sum, { weight }) => sum + weight, 0) / pairs.length
  expect(value.dataSync()[0]).toBeCloseTo(meanWeight * Math.LN2, 5)
})
