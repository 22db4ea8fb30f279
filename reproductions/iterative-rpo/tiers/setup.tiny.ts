import { hyperparameters, shuffled, type DataSource, type Task, type TierSetup } from '@retable/core'
import { finalAnswer } from '@retable/evaluators'
import { baseTraining, plain, sums, sumsOf } from './base.tiny.ts'
import type { Setup } from '../setup.ts'

/**
 * The whole recipe on a random tiny Llama that real programs train and serve: it shows that trainer, server and recipe work
 * together, in a few minutes on two cores, and nothing of the paper.
 */
export function tiny(): TierSetup<Setup> {
  const { take, taken } = hyperparameters()
  const beta = take('beta', 0.1, 'stated §3.1')
  const alpha = take('alpha', 1, 'stated §3.1')
  const temperature = take('temperature', 0.8, 'stated §3.1 (iterations 1-2)')
  const iterations = take('iterations', 2, 'own (the paper: 4)')
  const samples = take('samples per problem', 8, 'own (the paper: 30)')
  const pairsPerTask = take('pairs per problem', 4, 'own (the paper: 10)')
  const training = take('training problems', 32, 'own (the paper: about 7,500)')
  const tested = take('test problems', 48, 'own (the paper: 1,319)')
  const batchSize = take('batch size', 16, 'stated §3.1')
  const learningRate = take('learning rate', 2e-4, 'own (the paper: 7e-7)')
  const maxSteps = take('most steps per training', 8, 'own (the paper: 5,000)')
  const votes = take('votes', 4, 'own (the paper: 32)')
  const votedOn = take('problems voted on', 8, 'own (the paper: all 1,319)')
  const topP = take('top-p', 1, 'assumed')
  const maxTokens = take('most tokens per response', 24, 'own')
  const followedPairs = take('pairs on which log-probabilities are followed', 12, 'own')
  take('optimizer', 'AdamW, no weight decay, constant rate', 'own (the paper: AdamW)')
  const model = take(
    'model',
    { layers: 2, width: 64, heads: 4, keyValueHeads: 2, intermediate: 128, context: 128, vocabulary: 400 },
    'own',
    ({ layers, width, vocabulary }) =>
      `Llama, random: ${layers} layers, width ${width}, ${vocabulary} tokens`,
  )
  const common = {
    batchSize,
    maxSteps,
    order: 'shuffled',
    optimizer: { kind: 'adamw', learningRate, ...plain },
  } as const
  const sampling = { temperature, topP, maxTokens }
  const setup: Setup = {
    base: baseTraining(take),
    trainingTasks: drawn('train', training),
    testTasks: drawn('test', tested),
    variant: finalAnswer,
    benchmark: { id: 'tiny-sums', version: '1' },
    iterations,
    samples,
    sampling: () => sampling,
    pairsPerTask,
    goldAmongWinners: false,
    preference: (_iteration, terms) => ({
      ...common,
      loss: { kind: 'dpo', beta, alpha: terms.alpha ? alpha : 0 },
    }),
    sft: { ...common, loss: { kind: 'sft', mean: 'responses' } },
    evaluation: {
      greedy: { temperature: 0, topP, maxTokens },
      votes: { tasks: votedOn, samples: votes, sampling },
    },
    followedPairs,
  }
  return {
    setup,
    engine: {
      engine: 'served',
      settings: {
        fresh: {
          kind: 'tiny-llama',
          ...model,
          initializerRange: 0.2,
          corpus: sums.flatMap(({ prompt, solution }) => [prompt, solution]),
        },
        ...{ maxTokens: model.context, adapter: null, weights: 'float32', autocast: null },
        ...{ gradientCheckpointing: false, microBatch: batchSize, device: 'cpu', checkpointSeconds: 5 },
        // One thread that draws one text at a time: the same bytes however often a run is stopped.
        ...{ threads: 1, batch: 1 },
        // Starting one takes longer than what is asked of it.
        servers: 4,
      },
    },
    hyperparameters: taken,
    remarks: [
      'This tier is for tests: it shows that trainer, server and recipe work together, and no number of it says anything of the paper.',
    ],
    claims: [],
    underpowered: true,
    differences: [
      { of: 'model', statement: 'a random tiny Llama, and not Llama-2-70b-chat: for tests only' },
    ],
  }
}

/** So many problems of a split. */
function drawn(split: 'train' | 'test', size: number): DataSource<Task> {
  return { size, make: (random) => shuffled(random, sumsOf(split)).slice(0, size) }
}
