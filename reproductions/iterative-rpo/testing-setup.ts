import type { Task, TrainingPlan } from '@retable/core'
import { recordingEngine } from '@retable/core/testing'
import { finalAnswer } from '@retable/evaluators'
import type { Setup } from './setup.ts'

/** Two problems of a split; the prompt holds the answer, for the fake engine to write. */
export const tasksOf = (split: string) => (): Task[] =>
  [7, 8].map((answer, i) => {
    const id = `${split} ${i}`
    return {
      id,
      prompt: `${split} question, answer ${answer}`,
      gold: String(answer),
      solution: `gold of ${id}`,
    }
  })

const common = { batchSize: 2, maxSteps: 5, order: 'shuffled' } as const
/** A training that is told from every other by its rate, its β and its α. */
const plan = (learningRate: number, loss: TrainingPlan['loss']): TrainingPlan => ({
  ...common,
  loss,
  optimizer: {
    kind: 'adamw',
    ...{ learningRate, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 },
    ...{ clip: 1, warmup: 0, decayFrom: 0, finalShare: 1 },
  },
})
/** How the small setup draws and learns. */
export const greedy = { temperature: 0, topP: 1, maxTokens: 9 }
export const votes = { tasks: 1, samples: 3, sampling: { temperature: 0.7, topP: 1, maxTokens: 9 } }
export const sft = plan(100, { kind: 'sft', mean: 'responses' })
const preference: Setup['preference'] = (t, { alpha }) =>
  plan(t, { kind: 'dpo', beta: 0.1 * t, alpha: alpha ? 1 : 0 })

/** A setup of two problems a split, small enough to be followed by hand. */
export function setupOf(iterations: number, options: Partial<Setup> = {}): Setup {
  const size = 2
  return {
    base: { kind: 'hub', repository: 'an/open-model', revision: 'r1' },
    trainingTasks: { size, make: tasksOf('training') },
    testTasks: { size, make: tasksOf('test') },
    variant: finalAnswer,
    benchmark: { id: 'toy', version: '1' },
    iterations,
    samples: 4,
    sampling: (t) => ({ temperature: t, topP: 1, maxTokens: 9 }),
    pairsPerTask: 3,
    goldAmongWinners: false,
    preference,
    sft,
    evaluation: { greedy, votes },
    followedPairs: 6,
    ...options,
  }
}

/** Every second sample is right; each text carries the model that wrote it, the temperature, and its own stream. */
export const engineOf = () =>
  recordingEngine({
    write({ id }, { prompt, stream }, { temperature }) {
      const answer = Number(/\d+$/.exec(prompt as string)![0]) + (Number(/\d+$/.exec(stream)![0]) % 2)
      return `[${id}] at ${temperature} as ${stream}. Final answer: ${answer}`
    },
  })
