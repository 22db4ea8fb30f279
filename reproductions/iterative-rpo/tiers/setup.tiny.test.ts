import { randomStream } from '@retable/core'
import { madeOf } from '@retable/core/testing'
import { expect, test } from 'vitest'
import { sums, sumsOf } from './base.tiny.ts'
import { tiny } from './setup.tiny.ts'

const tier = tiny()
const { setup } = tier
const training = madeOf(setup.trainingTasks, randomStream('training'))
const tested = madeOf(setup.testTasks, randomStream('test'))

test('every sum of two numbers below twenty is a problem once; a fifth of them is for testing', () => {
  expect(new Set(sums.map(({ id }) => id)).size).toBe(400)
  expect(new Set(sums.map(({ prompt }) => prompt)).size).toBe(400)
  expect([sumsOf('train').length, sumsOf('test').length]).toEqual([320, 80])
  expect([training.length, tested.length]).toEqual([setup.trainingTasks.size, setup.testTasks.size])
  const ids = new Set(training.map(({ id }) => id))
  expect(tested.filter(({ id }) => ids.has(id))).toEqual([])
})

test('solutions give the sum, and are right by the rule that rewards and tests', () => {
  for (const { prompt, gold, solution } of sums) {
    const [a, b] = [...prompt.matchAll(/\d+/g)].map(Number)
    expect(Number(gold)).toBe(a! + b!)
    expect(setup.variant.grade(solution, { gold }).score, solution).toBe(1)
    expect(setup.variant.grade(solution, { gold: `${gold}1` }).score, solution).toBe(0)
  }
})

test('the base learns 200 steps of 16 solutions, none of a test problem', () => {
  if (setup.base.kind !== 'trained') throw new Error('the base is trained here')
  const [phase, ...others] = setup.base.phases
  expect(others).toEqual([])
  expect(phase!.plan).toMatchObject({ maxSteps: 200, batchSize: 16, optimizer: { learningRate: 3e-3 } })
  const examples = phase!.examples(randomStream('base'))
  expect(examples).toHaveLength(3200)
  const heldOut = new Set(sumsOf('test').map(({ prompt }) => prompt))
  expect(examples.filter(({ prompt }) => heldOut.has(prompt))).toEqual([])
})

test('the method is the paper’s: its losses, and one plan but for them', () => {
  const [rpo, dpo] = [true, false].map((alpha) => setup.preference(1, { alpha }))
  expect(rpo!.loss).toEqual({ kind: 'dpo', beta: 0.1, alpha: 1 })
  expect(dpo).toEqual({ ...rpo, loss: { kind: 'dpo', beta: 0.1, alpha: 0 } })
  expect(setup.sft).toEqual({ ...rpo, loss: { kind: 'sft', mean: 'responses' } })
  expect(setup.iterations).toBe(2)
})

test('it tests no claim, and says that it is for tests', () => {
  expect([tier.claims, tier.underpowered]).toEqual([[], true])
  expect(tier.remarks).toEqual([expect.stringContaining('This tier is for tests')])
  expect(tier.differences.some(({ cells }) => cells === undefined)).toBe(true)
})

test('what is listed is what is used', () => {
  const listed = (name: string) => tier.hyperparameters.find((one) => one.name === name)?.value
  expect(listed('samples per problem')).toBe(setup.samples)
  expect(listed('pairs per problem')).toBe(setup.pairsPerTask)
  expect(listed('learning rate')).toBe(setup.sft.optimizer.learningRate)
  expect(listed('most steps per training')).toBe(setup.sft.maxSteps)
  expect(listed('beta')).toBe(0.1)
})
