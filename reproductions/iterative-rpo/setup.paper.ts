import { hyperparameters, type TierSetup, type TrainingPlan } from '@retable/core'
import { finalAnswer } from '@retable/evaluators'
import { trainedCells } from './cells.ts'
import { claims } from './claims.ts'
import type { Setup } from './setup.ts'

/** The paper's own sizes on GSM8K. It can be laid out; what runs it comes with the container tiers. */
export function paperTier(): TierSetup<Setup> {
  const { take, taken } = hyperparameters()
  const beta = take('beta', 0.1, 'stated §3.1')
  const alpha = take('alpha', 1, 'stated §3.1')
  const iterations = take('iterations', 4, 'stated §3.1')
  const samples = take('samples per problem', 30, 'stated §3.1')
  const temperatures = take('temperature, iterations 1-2 / 3-4', [0.8, 1.3], 'stated §3.1')
  const pairsPerTask = take('pairs per problem', 10, 'stated §3.1')
  const batchSize = take('batch size', 16, 'stated §3.1')
  const learningRate = take('learning rate', 7e-7, 'stated §3.1')
  const maxSteps = take('most steps per iteration', 5000, 'stated §3.1')
  const votes = take('votes', 32, 'stated table 1')
  const [warmup, finalShare] = take('learning-rate schedule', [0, 1], 'assumed', () => 'constant, no warm-up')
  const clip = take('gradient clipping', 1, 'assumed')
  const topP = take('top-p', 1, 'assumed')
  const maxTokens = take('most tokens per response', 512, 'assumed')
  const weightDecay = take('weight decay', 0, 'assumed')
  const betas = take('AdamW, betas', [0.9, 0.999], 'assumed')
  const epsilon = take('AdamW, epsilon', 1e-8, 'assumed')
  const voteTemperature = take('temperature of votes', 0.8, 'stated table 1')
  const optimizer = {
    kind: 'adamw',
    learningRate,
    weightDecay,
    clip,
    warmup,
    decayFrom: 0,
    finalShare,
    betas,
    epsilon,
  } as const
  const common = { batchSize, maxSteps, order: 'shuffled', optimizer } as const
  take('rate and steps of SFT', 'as of preference training', 'assumed')
  const sft: TrainingPlan = { ...common, loss: { kind: 'sft', mean: 'responses' } }
  take(
    'checkpoint',
    'the last; the paper chooses on 1,000 held-out problems (§3.1), which this does not do',
    'own',
  )
  take('most pairs per iteration', 'no cap; the paper draws about 60,000 (footnote 4)', 'own')
  take('order of winners', 'sampling order, gold last', 'assumed')
  const unread = () => {
    throw new Error('the paper tier is laid out only; its data are read when it is run')
  }
  return {
    setup: {
      base: { kind: 'hub', repository: 'meta-llama/Llama-2-70b-chat-hf', revision: 'not pinned yet' },
      trainingTasks: { size: 7473, make: unread },
      testTasks: { size: 1319, make: unread },
      variant: finalAnswer,
      benchmark: { id: 'gsm8k', version: '1' },
      iterations,
      samples,
      sampling: (iteration) => ({ temperature: temperatures[iteration <= 2 ? 0 : 1], topP, maxTokens }),
      pairsPerTask,
      goldAmongWinners: true,
      preference: (_iteration, terms) => ({
        ...common,
        loss: { kind: 'dpo', beta, alpha: terms.alpha ? alpha : 0 },
      }),
      sft,
      evaluation: {
        greedy: { temperature: 0, topP, maxTokens },
        votes: { tasks: 1319, samples: votes, sampling: { temperature: voteTemperature, topP, maxTokens } },
      },
      followedPairs: 1000,
    },
    engine: {
      engine: 'none',
      settings: {
        parameters: 70e9,
        reason:
          'needs Llama-2-70b-chat on GPUs (the paper: 8 nodes of 8 A100 80 GB), which no runtime here drives yet',
      },
    },
    claims: claims(iterations),
    underpowered: false,
    hyperparameters: taken,
    remarks: [],
    differences: [
      {
        of: 'method',
        statement: 'the last checkpoint is taken; the paper chooses one on 1,000 held-out problems',
        cells: trainedCells,
      },
      {
        of: 'sizes',
        statement: 'the pairs of an iteration are not capped; the paper draws about 60,000',
        cells: trainedCells,
      },
    ],
  }
}
