import type { SetupOptions, Task, TierSetup, TrainingPlan } from '@retable/core'
import { finalAnswer1 } from '@retable/evaluators'
import {
  drawCorpus,
  drawHabits,
  drawSplit,
  goldSolution,
  pieces,
  promptOf,
  workedSolution,
  type CorpusPlan,
  type WordProblem,
} from '@retable/nano-tasks'
import { claims } from './claims.ts'
import type { Setup } from './setup.ts'

/** Habits planted in the seed corpus; which object and verb has which is drawn by the seed. */
const habitStrengths = { listing: [0.6, 0.75, 0.9, 0.95], mistaken: [0.02, 0.25], worst: 0.6 } as const

const corpus = { batchSize: 32, gold: 0.1 } as const
const corpusOptimizer = {
  kind: 'muon',
  weightDecay: 0,
  clip: 100,
  warmup: 20,
  decayFrom: 0.4,
  finalShare: 0.05,
} as const

/** The method on generated word problems with nanolm, in minutes. */
export function nano({ seed, quick }: SetupOptions): TierSetup<Setup> {
  const sizes = quick
    ? { arithmetic: 200, problems: 260, training: 160, test: 256, votes: 64, steps: 12, iterations: 2 }
    : { arithmetic: 400, problems: 600, training: 400, test: 512, votes: 256, steps: 45, iterations: 4 }
  const habits = drawHabits(habitStrengths, seed)
  const phase = (name: string, plan: CorpusPlan, learningRate: number, matrixLearningRate: number) => ({
    name,
    size: plan.batches * plan.batchSize,
    examples: () => drawCorpus(plan, seed, workedSolution),
    plan: {
      loss: { kind: 'sft', mean: 'tokens' },
      optimizer: { ...corpusOptimizer, learningRate, matrixLearningRate },
      batchSize: plan.batchSize,
      maxSteps: plan.batches,
      order: 'given',
      seed,
    } satisfies TrainingPlan,
  })
  const optimizer = (learningRate: number) =>
    ({
      kind: 'adamw',
      learningRate,
      weightDecay: 0,
      clip: 1,
      warmup: 5,
      decayFrom: 0,
      finalShare: 0.1,
    }) as const
  const common = { batchSize: 32, maxSteps: sizes.steps, passes: 0.7, order: 'shuffled', seed } as const
  const setup: Setup = {
    seed,
    base: {
      kind: 'trained',
      phases: [
        phase('arithmetic', { ...corpus, batches: sizes.arithmetic, drills: 20, habits: null }, 0.01, 0.02),
        phase('problems', { ...corpus, batches: sizes.problems, drills: 6, habits }, 0.004, 0.01),
      ],
    },
    trainingTasks: { size: sizes.training, make: () => drawSplit('train', sizes.training, seed).map(taskOf) },
    testTasks: { size: sizes.test, make: () => drawSplit('test', sizes.test, seed).map(taskOf) },
    variant: finalAnswer1,
    benchmark: { id: 'nano-word-problems', version: '1' },
    iterations: sizes.iterations,
    samples: 8,
    sampling: (iteration) => ({ temperature: iteration <= 2 ? 0.8 : 1.3, topP: 1, maxTokens: 22 }),
    pairsPerTask: 8,
    goldAmongWinners: false,
    preference: (iteration, { alpha }) => ({
      ...common,
      loss: { kind: 'dpo', beta: 0.1, alpha: alpha ? 1 : 0 },
      optimizer: optimizer(5e-4 * 0.5 ** (iteration - 1)),
    }),
    sft: { ...common, loss: { kind: 'sft', mean: 'responses' }, optimizer: optimizer(5e-4) },
    evaluation: {
      greedy: { temperature: 0, topP: 1, maxTokens: 22 },
      votes: { tasks: sizes.votes, samples: 8, sampling: { temperature: 0.8, topP: 1, maxTokens: 22 } },
    },
    followedPairs: 192,
  }
  return {
    setup,
    engine: { engine: 'nanolm', pieces, width: 64, layers: 3, heads: 4, context: 36 },
    claims: claims(sizes.iterations),
    underpowered: quick,
    hyperparameters: [
      { name: 'beta', value: 0.1, source: 'stated §3.1' },
      { name: 'alpha', value: 1, source: 'stated §3.1' },
      { name: 'temperature, iterations 1-2 / 3-4', value: '0.8 / 1.3', source: 'stated §3.1' },
      { name: 'iterations', value: sizes.iterations, source: quick ? 'own (the paper: 4)' : 'stated §3.1' },
      { name: 'samples per problem', value: 8, source: 'own (the paper: 30)' },
      { name: 'pairs per problem', value: 8, source: 'own (the paper: 10)' },
      { name: 'training problems', value: sizes.training, source: 'own (the paper: about 7,500)' },
      { name: 'batch size', value: 32, source: 'own (the paper: 16)' },
      { name: 'learning rate', value: '5e-4, halved each iteration', source: 'own (the paper: 7e-7)' },
      { name: 'most steps per training', value: sizes.steps, source: 'own (the paper: 5,000)' },
      { name: 'passes over the pairs', value: 0.7, source: 'own' },
      { name: 'votes', value: 8, source: 'own (the paper: 32)' },
      { name: 'temperature of votes', value: 0.8, source: 'stated table 1' },
      { name: 'problems voted on', value: sizes.votes, source: 'own (the paper: all 1,319)' },
      { name: 'test problems', value: sizes.test, source: 'own (the paper: 1,319)' },
      { name: 'top-p', value: 1, source: 'assumed' },
      { name: 'most tokens per response', value: 22, source: 'own' },
      { name: 'warm-up steps', value: 5, source: 'own (the paper: not stated)' },
      {
        name: 'decay of the learning rate',
        value: 'linear, to a tenth',
        source: 'own (the paper: not stated)',
      },
      { name: 'gradient clipping', value: 1, source: 'own (the paper: not stated)' },
      { name: 'optimizer', value: 'AdamW, no weight decay', source: 'stated §3.1 (decay: assumed)' },
      { name: 'base training, steps', value: `${sizes.arithmetic} + ${sizes.problems}`, source: 'own' },
      {
        name: 'base training, rates of matrices / rest',
        value: '0.02 / 0.01, then 0.01 / 0.004 (Muon / AdamW)',
        source: 'own',
      },
      { name: 'model', value: 'width 64, 3 layers, 4 heads, context 36', source: 'own' },
    ],
    remarks: [
      `Votes are 8 instead of the paper’s 32, on the first ${sizes.votes} of ${sizes.test} test problems.`,
      'The learning rate is halved each iteration; the paper’s schedule is not stated.',
      'The base model is trained here, on a seed corpus made so that it can do more than it shows: it first learns to work problems out, then to imitate writers with two habits.',
      `Planted habit 1: a response only lists the operations and guesses the result, with a probability that depends on the object: ${habitStrengths.listing.join(', ')}.`,
      `Planted habit 2: a writer uses the opposite operation, with a probability that depends on the verb: ${habitStrengths.mistaken.join(' to ')}, and ${habitStrengths.worst} for one verb of each half.`,
      'Gold solutions are not among the winners, unlike in the paper: here they are written in another style than the model’s, and no chosen response would then be the model’s own.',
    ],
  }
}

function taskOf(problem: WordProblem, index: number): Task {
  const gold = String(problem.answer)
  return { id: String(index), prompt: promptOf(problem), gold, solution: goldSolution(problem) }
}
