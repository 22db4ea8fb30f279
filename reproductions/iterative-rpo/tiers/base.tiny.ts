import { randomInteger, type Base, type Hyperparameters, type RandomStream, type Task } from '@retable/core'

/** Both numbers of a sum are below this. */
const below = 20
const people = ['Ann', 'Ben', 'Eve', 'Tom']
const things = ['pears', 'plums', 'nuts', 'pens']

/** Every sum of two numbers below twenty, as a problem in words. */
export const sums: readonly Task[] = Array.from({ length: below ** 2 }, (_, i) => {
  const [a, b] = [i % below, Math.floor(i / below)]
  const [person, thing] = [people[(a + b) % people.length], things[(3 * a + b) % things.length]]
  return {
    id: `${a}+${b}`,
    prompt: `${person} has ${a} ${thing} and gets ${b} more. How many?`,
    gold: String(a + b),
    solution: `${a} plus ${b} makes ${a + b}. Final answer: ${a + b}`,
  }
})

/** Every fifth sum is a test problem: half-learnt sums are right often enough there as well. */
export function sumsOf(split: 'train' | 'test'): readonly Task[] {
  return sums.filter((_, i) => (i % 5 === 0) === (split === 'test'))
}

/** The tiny tier's base model: it learns sums from solutions, too few of them to know them all. */
export function baseTraining(take: Hyperparameters['take']): Base {
  const of = (name: string) => `base training, ${name}`
  const maxSteps = take(of('steps'), 200, 'own')
  const batchSize = take(of('batch size'), 16, 'own')
  const learningRate = take(of('learning rate'), 3e-3, 'own', () => '3e-3, constant')
  const size = maxSteps * batchSize
  return {
    kind: 'trained',
    phases: [
      {
        name: 'sums',
        size,
        examples: (random) => Array.from({ length: size }, () => solved(random)),
        plan: {
          loss: { kind: 'sft', mean: 'tokens' },
          optimizer: { kind: 'adamw', learningRate, ...plain },
          ...{ batchSize, maxSteps, order: 'given' },
        },
      },
    ],
  }
}

/** AdamW as its paper has it, without decay; a constant rate. */
export const plain = {
  betas: [0.9, 0.999],
  epsilon: 1e-8,
  weightDecay: 0,
  clip: 1,
  warmup: 0,
  decayFrom: 0,
  finalShare: 1,
} as const

function solved(random: RandomStream) {
  const learnt = sumsOf('train')
  const { prompt, solution } = learnt[randomInteger(random, 0, learnt.length - 1)]!
  return { prompt, completion: solution }
}
