import { randomStream, type TierSetup } from '@retable/core'
import { madeOf, recordingEngine, rehearse } from '@retable/core/testing'
import { finalAnswer } from '@retable/evaluators'
import { describe, expect, test } from 'vitest'
import { nano } from './setup.nano.ts'
import { paperTier } from './setup.paper.ts'
import type { Setup } from './setup.ts'

const tiers: [tier: string, TierSetup<Setup>][] = [
  ['nano', nano({ seed: 1, quick: false })],
  ['paper', paperTier()],
]

// arXiv 2404.19733v3, section 3.1, equation 1 and table 1.
describe.each(tiers)('%s keeps what the paper states', (tier, { setup, claims, hyperparameters }) => {
  test('four iterations, at temperature 0.8 twice, then 1.3; greedy evaluation, votes at 0.8', () => {
    expect(setup.iterations).toBe(4)
    const temperatures = [1, 2, 3, 4].map((t) => setup.sampling(t).temperature)
    expect(temperatures).toEqual([0.8, 0.8, 1.3, 1.3])
    expect(setup.evaluation.greedy.temperature).toBe(0)
    expect(setup.evaluation.votes?.sampling.temperature).toBe(0.8)
    for (const { topP } of [setup.sampling(1), setup.evaluation.greedy]) expect(topP).toBe(1)
  })

  test('β = 0.1, α = 1 with the likelihood term and 0 without, AdamW; SFT is a mean over responses', () => {
    for (const t of [1, 2, 3, 4]) {
      const [rpo, dpo] = [true, false].map((alpha) => setup.preference(t, { alpha }))
      expect(rpo!.loss).toEqual({ kind: 'dpo', beta: 0.1, alpha: 1 })
      // The two arms differ by nothing else.
      expect(dpo).toEqual({ ...rpo, loss: { kind: 'dpo', beta: 0.1, alpha: 0 } })
      expect(rpo!.optimizer.kind).toBe('adamw')
    }
    expect(setup.sft).toEqual({
      ...setup.preference(1, { alpha: true }),
      loss: { kind: 'sft', mean: 'responses' },
    })
  })

  test('answers are found as the paper’s prompt asks for them, by one rule for reward and evaluation', () => {
    expect(setup.variant).toBe(finalAnswer)
  })

  test('its claims are those of as many iterations as it has, and its hyper-parameters are listed as they are', () => {
    const steps = claims.find(({ id }) => id === 'C2')!.test
    expect(steps).toMatchObject({ kind: 'higher', pairs: { length: setup.iterations - 1 } })
    const listed = (name: string) => hyperparameters.find((one) => one.name === name)
    const loss = setup.preference(1, { alpha: true }).loss
    if (loss.kind !== 'dpo') throw new Error(`${tier} learns from pairs`)
    expect(listed('beta')).toMatchObject({ value: loss.beta, source: expect.stringContaining('§3.1') })
    expect(listed('alpha')).toMatchObject({ value: loss.alpha, source: expect.stringContaining('§3.1') })
    expect(listed('iterations')?.value).toBe(setup.iterations)
    expect(listed('samples per problem')?.value).toBe(setup.samples)
    expect(listed('pairs per problem')?.value).toBe(setup.pairsPerTask)
    expect(listed('votes')?.value).toBe(setup.evaluation.votes?.samples)
  })
})

test('paper: the sizes of section 3.1 and table 1 on GSM8K', () => {
  const { setup } = paperTier()
  expect([setup.samples, setup.pairsPerTask, setup.goldAmongWinners]).toEqual([30, 10, true])
  const { batchSize, maxSteps, passes, optimizer } = setup.preference(3, { alpha: true })
  expect([batchSize, maxSteps, passes, optimizer.learningRate]).toEqual([16, 5000, undefined, 7e-7])
  expect([setup.testTasks.size, setup.evaluation.votes?.tasks, setup.evaluation.votes?.samples]).toEqual([
    1319, 1319, 32,
  ])
  // GSM8K's own count; the paper says about 7.5k.
  expect(setup.trainingTasks.size).toBe(7473)
})

describe('nano', () => {
  const { setup } = nano({ seed: 1, quick: false })
  const training = madeOf(setup.trainingTasks, randomStream('training'))
  const tested = madeOf(setup.testTasks, randomStream('test'))

  test('no test problem is a training problem, whatever the seed', () => {
    expect([training.length, tested.length]).toEqual([setup.trainingTasks.size, setup.testTasks.size])
    const seen = new Set(training.map(({ prompt }) => prompt))
    for (const seed of [1, 2, 3]) {
      const others = madeOf(setup.testTasks, randomStream('test', seed))
      expect(others.filter(({ prompt }) => seen.has(prompt))).toEqual([])
      // Nor with the stream of the training problems.
      const same = madeOf(setup.testTasks, randomStream('training', seed))
      const trained = new Set(
        madeOf(setup.trainingTasks, randomStream('training', seed)).map(({ prompt }) => prompt),
      )
      expect(same.filter(({ prompt }) => trained.has(prompt))).toEqual([])
    }
  })

  test('each problem has an id of its own and a solution that ends in its gold answer', () => {
    for (const tasks of [training, tested]) {
      expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length)
      for (const { solution, gold } of tasks) {
        expect(setup.variant.grade(solution, { gold }).score, solution).toBe(1)
      }
    }
  })

  test('problems follow from the stream that they are drawn from', () => {
    expect(madeOf(setup.trainingTasks, randomStream('training'))).toEqual(training)
    expect(madeOf(setup.trainingTasks, randomStream('other'))).not.toEqual(training)
  })

  test('the learning rate is halved from one iteration to the next', () => {
    const rates = [1, 2, 3, 4].map((t) => setup.preference(t, { alpha: true }).optimizer.learningRate)
    expect(rates).toEqual([5e-4, 2.5e-4, 1.25e-4, 6.25e-5])
  })

  test('a quick run is smaller, of two iterations, and tests nothing', () => {
    const quick = nano({ seed: 1, quick: true })
    expect([quick.underpowered, quick.setup.iterations]).toEqual([true, 2])
    expect([nano({ seed: 1, quick: false }), paperTier()].map((tier) => tier.underpowered)).toEqual([
      false,
      false,
    ])
    expect(quick.setup.trainingTasks.size).toBeLessThan(setup.trainingTasks.size)
    expect(quick.setup.testTasks.size).toBeLessThan(setup.testTasks.size)
  })

  test('the base is trained from nothing, then goes on; its texts come from streams of their own', async () => {
    const quick = nano({ seed: 1, quick: true }).setup
    const { asked } = await rehearse((lab, { base }) => void lab.model('base', base), quick, {
      engine: recordingEngine(),
    })
    const [first, second] = ['base/arithmetic', 'base/problems'].map((step) => asked[step])
    if (first?.kind !== 'train' || second?.kind !== 'train') throw new Error('the base has two phases')
    expect([first.model, second.model?.id]).toEqual([null, 'base/arithmetic'])
    for (const { training: of, examples } of [first, second]) {
      expect(of).toMatchObject({ loss: { kind: 'sft', mean: 'tokens' }, order: 'given' })
      expect(examples).toHaveLength(of.steps * of.batchSize)
    }
    expect(second.examples.slice(0, 50)).not.toEqual(first.examples.slice(0, 50))
  })
})
