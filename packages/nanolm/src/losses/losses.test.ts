import type { PreferencePair, PromptedText, Training } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { initialWeights, toParameters } from '../model/architecture.ts'
import { tokenizerOf } from '../model/tokenizer.ts'
import { predicted, tokenRow, type TokenRow } from '../training/batch.ts'
import { dpo, type DpoExample } from './dpo.ts'
import { objectiveOf } from './objective-of.ts'
import { batchOf, type BatchRows } from './objective.ts'
import { sft } from './sft.ts'

const tokenizer = tokenizerOf(['a', 'b', 'c', '?'])
const architecture = { vocabulary: tokenizer.size, width: 16, layers: 1, heads: 2, context: 12 }
/** With an embedding of zeros every token is as likely as any other: a token's log-probability is −ln 8. */
const uniform = initialWeights(architecture, 1).map((array, i) => (i === 0 ? array.fill(0) : array))
const ln8 = Math.log(8)
const row = (text: PromptedText): TokenRow => tokenRow(tokenizer, text)
const logSigmoid = (x: number) => -Math.log1p(Math.exp(-x))

function lossOf(objective: Pick<ReturnType<typeof dpo>, 'loss'>, rows: BatchRows): number {
  const parameters = toParameters(architecture, uniform)
  return objective.loss(parameters, batchOf(rows, architecture.context), architecture).dataSync()[0]!
}

describe('preference loss', () => {
  // Chosen: 4 tokens with the end, log-probability −4 ln 8; rejected: 3 and 2.
  const one: DpoExample = {
    chosen: row({ prompt: 'a?', completion: 'bcb' }),
    rejected: row({ prompt: 'a?', completion: 'cc' }),
    weight: 1,
    reference: [-9, -5],
  }
  const other: DpoExample = {
    ...one,
    rejected: row({ prompt: 'a?', completion: 'c' }),
    reference: [-7, -3.5],
  }

  test('of one pair, by hand: −log σ(β ((lc − rc) − (lr − rr))) − α lc / 4', () => {
    const whole = [one]
    // −4 ln 8 + 9 is gained on the chosen, −3 ln 8 + 5 on the rejected.
    const margin = -4 * ln8 + 9 - (-3 * ln8 + 5)
    const plain = dpo({ kind: 'dpo', beta: 0.3, alpha: 0 })
    expect(lossOf(plain, plain.rowsOf(whole, whole))).toBeCloseTo(-logSigmoid(0.3 * margin), 5)
    // Exchanged references would give margin −4 ln 8 + 5 + 3 ln 8 − 9.
    expect(Math.abs(margin - (-ln8 - 4))).toBeGreaterThan(5)
    const both = dpo({ kind: 'dpo', beta: 0.3, alpha: 0.7 })
    expect(lossOf(both, both.rowsOf(whole, whole))).toBeCloseTo(-logSigmoid(0.3 * margin) + 0.7 * ln8, 5)
  })

  test('of two pairs with weights: the mean, each pair times its own', () => {
    const whole = [
      { ...one, weight: 0.5 },
      { ...other, weight: 2 },
    ]
    const margins = [-ln8 + 4, -2 * ln8 + 3.5]
    const expected =
      (-0.5 * logSigmoid(0.2 * margins[0]!) - 2 * logSigmoid(0.2 * margins[1]!) + 1.5 * (0.5 + 2) * ln8) / 2
    const objective = dpo({ kind: 'dpo', beta: 0.2, alpha: 1.5 })
    expect(lossOf(objective, objective.rowsOf(whole, whole))).toBeCloseTo(expected, 4)
    // Shards of a batch add up to it.
    const shard = (i: number) => lossOf(objective, objective.rowsOf([whole[i]!], whole))
    expect(shard(0) + shard(1)).toBeCloseTo(expected, 4)
  })

  test('rows: all chosen, then all rejected, each with its own reference', () => {
    const whole = [one, { ...other, weight: 3 }]
    expect(dpo({ kind: 'dpo', beta: 1, alpha: 2 }).rowsOf(whole, whole)).toEqual({
      rows: [one.chosen, other.chosen, one.rejected, other.rejected],
      reference: [-9, -7, -5, -3.5],
      preferenceWeight: [0.5, 1.5],
      likelihoodWeight: [2 / (2 * 4), (3 * 2) / (2 * 4), 0, 0],
    })
  })

  describe('spelling', () => {
    const pairs: PreferencePair[] = ['a', 'b', 'c', 'ab', 'bc'].map((prompt, i) => {
      return { prompt, chosen: 'abc', rejected: 'cb', ...(i === 1 ? { weight: 0.25 } : {}) }
    })
    /** A score of its own for every text. */
    const scoreOf = ({ prompt, completion }: PromptedText) =>
      -(pairs.findIndex((pair) => pair.prompt === prompt) * 10 + completion.length)
    const spell = async (training: Partial<Training>) => {
      const asked: PromptedText[] = []
      const names: string[] = []
      const examples = await dpo({ kind: 'dpo', beta: 1, alpha: 0 }).spell(pairs, training as Training, {
        row: (text, name) => {
          names.push(`${name}: ${text.prompt}+${text.completion}`)
          return row(text)
        },
        score: (texts) => {
          asked.push(...texts)
          return Promise.resolve(texts.map(scoreOf))
        },
      })
      return { examples, asked, names }
    }

    test('each pair has the reference’s log-probabilities of its own texts, chosen first', async () => {
      const { examples, names } = await spell({ steps: 10, batchSize: 4, order: 'shuffled', seed: 3 })
      expect(examples.map(({ reference }) => reference)).toEqual([[-3, -2], [-13, -12], [-23, -22], [-33, -32], [-43, -42]]) // prettier-ignore
      expect(examples.map(({ weight }) => weight)).toEqual([1, 0.25, 1, 1, 1])
      examples.forEach(({ chosen, rejected }, i) => {
        expect(chosen).toEqual(row({ prompt: pairs[i]!.prompt, completion: 'abc' }))
        expect(rejected).toEqual(row({ prompt: pairs[i]!.prompt, completion: 'cb' }))
      })
      expect(names).toContain('the chosen text of example 1: a+abc')
      expect(names).toContain('the rejected text of example 5: bc+cb')
    })

    test('only pairs that the training comes to are scored, once', async () => {
      const { examples, asked } = await spell({ steps: 1, batchSize: 2, order: 'given', seed: 1 })
      expect(asked.map(({ prompt, completion }) => `${prompt}+${completion}`)).toEqual(['a+abc', 'a+cb', 'b+abc', 'b+cb']) // prettier-ignore
      expect(examples.map(({ reference }) => reference).slice(0, 3)).toEqual([[-3, -2], [-13, -12], [0, 0]]) // prettier-ignore
      const twice = await spell({ steps: 2, batchSize: 2, order: 'given', seed: 1 })
      expect(twice.asked).toHaveLength(8)
      const often = await spell({ steps: 50, batchSize: 4, order: 'given', seed: 1 })
      expect(often.asked).toHaveLength(10)
    })
  })
})

describe('imitation loss', () => {
  // With the end 4 and 3 tokens; the second has no prompt and gives its first away: 2.
  const whole = [
    { row: row({ prompt: 'a?', completion: 'bcb' }) },
    { row: row({ prompt: '', completion: 'ca' }) },
  ]

  test('weights: the mean over tokens, or over responses of their means', () => {
    expect(whole.map((example) => predicted(example.row))).toEqual([4, 2])
    const weights = (mean: 'tokens' | 'responses', shard = whole) =>
      sft({ kind: 'sft', mean }).rowsOf(shard, whole).likelihoodWeight
    expect(weights('tokens')).toEqual([1 / 6, 1 / 6])
    expect(weights('responses')).toEqual([1 / 8, 1 / 4])
    expect(weights('tokens', whole.slice(1))).toEqual([1 / 6])
    expect(weights('responses', whole.slice(0, 1))).toEqual([1 / 8])
  })

  test('under a model that knows nothing it is ln 8, however the mean is taken', () => {
    for (const mean of ['tokens', 'responses'] as const) {
      const objective = sft({ kind: 'sft', mean })
      expect(lossOf(objective as never, objective.rowsOf(whole, whole))).toBeCloseTo(ln8, 5)
      // Of the first shard: 4 of 6 tokens, or one of two responses.
      const shard = objective.rowsOf(whole.slice(0, 1), whole)
      expect(lossOf(objective as never, shard)).toBeCloseTo(mean === 'tokens' ? (4 / 6) * ln8 : ln8 / 2, 5)
    }
  })

  test('spelling needs no reference; an example is named by its number', async () => {
    const names: string[] = []
    const texts = [{ prompt: 'a', completion: 'b' }, { prompt: 'b', completion: 'c' }] // prettier-ignore
    const spelled = await sft({ kind: 'sft', mean: 'tokens' }).spell(texts, {} as Training, {
      row: (text, name) => (names.push(name), row(text)),
      score: () => Promise.reject(new Error('asked for')),
    })
    expect(spelled).toEqual(texts.map((text) => ({ row: row(text) })))
    expect(names).toEqual(['example 1', 'example 2'])
  })
})

test('each loss is minimised as what it is called', () => {
  const rowsOf = (loss: Parameters<typeof objectiveOf>[0], example: object) =>
    objectiveOf(loss).rowsOf([example as never], [example as never]).rows
  const [first, second] = [row({ prompt: 'a', completion: 'b' }), row({ prompt: 'a', completion: 'c' })]
  expect(rowsOf({ kind: 'sft', mean: 'tokens' }, { row: first })).toEqual([first])
  const pair = { chosen: first, rejected: second, weight: 1, reference: [0, 0] }
  expect(rowsOf({ kind: 'dpo', beta: 1, alpha: 1 }, pair)).toEqual([first, second])
})
