import type { SetupOptions, TierSetup, TrainingPlan } from '@retable/core'
import { finalAnswer } from '@retable/evaluators'
import { claims } from './claims.ts'
import type { Setup } from './setup.ts'

/** The paper's own sizes on GSM8K. It can be laid out; what runs it comes with the container tiers. */
export function paperTier({ seed }: SetupOptions): TierSetup<Setup> {
  const optimizer = {
    kind: 'adamw',
    learningRate: 7e-7,
    weightDecay: 0,
    clip: 1,
    warmup: 0,
    decayFrom: 0,
    finalShare: 1,
  } as const
  const common = { batchSize: 16, maxSteps: 5000, order: 'shuffled', seed, optimizer } as const
  const unread = () => {
    throw new Error('the paper tier is laid out only; its data are read when it is run')
  }
  const sft: TrainingPlan = { ...common, loss: { kind: 'sft', mean: 'responses' } }
  return {
    setup: {
      seed,
      base: { kind: 'hub', repository: 'meta-llama/Llama-2-70b-chat-hf', revision: 'not pinned yet' },
      trainingTasks: { size: 7473, make: unread },
      testTasks: { size: 1319, make: unread },
      variant: finalAnswer,
      benchmark: { id: 'gsm8k', version: '1' },
      iterations: 4,
      samples: 30,
      sampling: (iteration) => ({ temperature: iteration <= 2 ? 0.8 : 1.3, topP: 1, maxTokens: 512 }),
      pairsPerTask: 10,
      goldAmongWinners: true,
      preference: (_iteration, { alpha }) => ({
        ...common,
        loss: { kind: 'dpo', beta: 0.1, alpha: alpha ? 1 : 0 },
      }),
      sft,
      evaluation: {
        greedy: { temperature: 0, topP: 1, maxTokens: 512 },
        votes: { tasks: 1319, samples: 32, sampling: { temperature: 0.8, topP: 1, maxTokens: 512 } },
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
    claims: claims(4),
    underpowered: false,
    hyperparameters: [
      { name: 'beta', value: 0.1, source: 'stated §3.1' },
      { name: 'alpha', value: 1, source: 'stated §3.1' },
      { name: 'iterations', value: 4, source: 'stated §3.1' },
      { name: 'samples per problem', value: 30, source: 'stated §3.1' },
      { name: 'temperature, iterations 1-2 / 3-4', value: '0.8 / 1.3', source: 'stated §3.1' },
      { name: 'pairs per problem', value: 10, source: 'stated §3.1' },
      { name: 'batch size', value: 16, source: 'stated §3.1' },
      { name: 'learning rate', value: 7e-7, source: 'stated §3.1' },
      { name: 'most steps per iteration', value: 5000, source: 'stated §3.1' },
      { name: 'votes', value: 32, source: 'stated table 1' },
      { name: 'learning-rate schedule', value: 'constant, no warm-up', source: 'assumed' },
      { name: 'gradient clipping', value: 1, source: 'assumed' },
      { name: 'top-p', value: 1, source: 'assumed' },
      { name: 'most tokens per response', value: 512, source: 'assumed' },
      { name: 'weight decay', value: 0, source: 'assumed' },
      { name: 'rate and steps of SFT', value: 'as of preference training', source: 'assumed' },
      {
        name: 'checkpoint',
        value: 'the last; the paper chooses on 1,000 held-out problems (§3.1), which this does not do',
        source: 'own',
      },
      {
        name: 'most pairs per iteration',
        value: 'no cap; the paper draws about 60,000 (footnote 4)',
        source: 'own',
      },
      { name: 'order of winners', value: 'sampling order, gold last', source: 'assumed' },
    ],
    remarks: [],
  }
}
