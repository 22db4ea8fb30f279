import type { Handle, Lab, PreferencePair, PromptedText, RandomStream, TrainingPlan } from '@retable/core'
import { madeOf, recordingEngine } from '@retable/core/testing'
import { lengthInstructed } from '@retable/evaluators'
import type { Contest, Credit } from './evaluation/responses.ts'
import type { Source } from './data/source.ts'
import type { DpoPlan, Setup, TestItem } from './setup.ts'

const common = { batchSize: 2, maxSteps: 50, passes: 1, order: 'shuffled' } as const
/** A training is told from others by its rate. */
const optimizer = (learningRate: number): TrainingPlan['optimizer'] => ({
  kind: 'adamw',
  ...{ learningRate, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 },
  ...{ clip: 1, warmup: 0, decayFrom: 0, finalShare: 1 },
})

export const sft: TrainingPlan = {
  ...common,
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer: optimizer(5),
}
export const dpo: DpoPlan = {
  ...common,
  loss: { kind: 'dpo', beta: 0.1, alpha: 0 },
  optimizer: optimizer(1),
}
export const greedy = { temperature: 0, topP: 1, maxTokens: 9 }

/** Examples to imitate. */
export const examples = (): PromptedText[] => [
  { prompt: 'Example 1.', completion: 'one two three' },
  { prompt: 'Example 2.', completion: 'one' },
]

/** A longer winner, a shorter one, and two responses that are too alike in length. */
export const preferences = (): PreferencePair[] => [
  { prompt: 'Pair 1.', chosen: 'w w w w w w', rejected: 'l l' },
  { prompt: 'Pair 2.', chosen: 'w w w', rejected: 'l l l l l l l' },
  { prompt: 'Pair 3.', chosen: 'w w', rejected: 'l' },
]

/** Two instructions of a test set, with limits of 4 and 2 words. */
export const itemsOf = (set: string) => (): TestItem[] =>
  [4, 2].map((limit, i) => ({
    id: String(i),
    instruction: `${set} instruction ${i}.`,
    baseline: `baseline ${i}`,
    limit,
  }))

/** A judge that always prefers the model's response. */
const preferring = (lab: Lab) => (name: string, contests: Handle<readonly Contest[]>) =>
  lab.derive(name, { contests }, (given): Credit[] => given.contests.map(({ id }) => ({ id, credit: 1 })))

/** A setup that is small enough to be followed by hand. */
export function setupOf(options: Partial<Setup> = {}): Setup {
  return {
    base: { kind: 'hub', repository: 'an/open-model', revision: 'r1' },
    sft: { examples: { size: 2, make: examples }, plan: sft },
    preferences: { size: 3, make: preferences },
    limits: { template: lengthInstructed, margin: 1 },
    leastDifference: 2,
    dpo,
    arms: ['base', 'sft', 'dpo', 'lift-dpo', 'sft with limits', 'dpo on pairs with limits', 'sft on winners'],
    tests: [
      { name: 'limits', isLimited: true, size: 2, make: itemsOf('limits') },
      { name: 'no limit', isLimited: false, size: 2, make: itemsOf('no limit') },
    ],
    sampling: greedy,
    scales: [0.5, 0.25],
    judge: preferring,
    ...options,
  }
}

/** Every response has three words, of which the first is the model that wrote it. */
export const engineOf = () =>
  recordingEngine({ write: ({ id }) => `${id.replaceAll(/[^a-z]/g, '')} two three` })

/** The data of a source that no step has to make. */
export function madeNow<T>(source: Source<T>, random: RandomStream): readonly T[] {
  if ('layOut' in source) throw new Error('these data are laid out in steps')
  return madeOf(source, random)
}
