import {
  hyperparameters,
  shuffled,
  type DataSource,
  type SetupOptions,
  type Task,
  type TierSetup,
} from '@retable/core'
import { cellsOf } from '../cells.ts'
import { claims } from '../claims.ts'
import { gsm8kTasks } from '../data/gsm8k.ts'
import type { Setup } from '../setup.ts'

/** The method on a small open model and GSM8K, on one GPU of 24 GB in hours. */
export function mini({ quick }: SetupOptions): TierSetup<Setup> {
  const sizes = quick
    ? { training: 200, test: 200, votes: 100, steps: 40, iterations: 2, followed: 64 }
    : { training: 3000, test: gsm8kTasks.test.size, votes: 512, steps: 500, iterations: 3, followed: 256 }
  const { take, taken } = hyperparameters()
  const beta = take('beta', 0.1, 'stated §3.1')
  const alpha = take('alpha', 1, 'stated §3.1')
  const temperatures = take('temperature, iterations 1-2 / later', [0.8, 1.3], 'stated §3.1')
  const iterations = take('iterations', sizes.iterations, 'own (the paper: 4)')
  const samples = take('samples per problem', 10, 'own (the paper: 30)')
  const pairsPerTask = take('pairs per problem', 5, 'own (the paper: 10)')
  const training = take('training problems', sizes.training, 'own (the paper: about 7,500)')
  const tested = take('test problems', sizes.test, quick ? 'own (the paper: 1,319)' : 'stated table 1')
  const batchSize = take('batch size', 16, 'stated §3.1')
  const learningRate = take('learning rate', 5e-6, 'own (the paper: 7e-7)')
  const maxSteps = take('most steps per training', sizes.steps, 'own (the paper: 5,000)')
  const passes = take('passes over the pairs', 2, 'own')
  const votes = take('votes', 8, 'own (the paper: 32)')
  const voteTemperature = take('temperature of votes', 0.8, 'stated table 1')
  const votedOn = take('problems voted on', sizes.votes, 'own (the paper: all 1,319)')
  const topP = take('top-p', 1, 'assumed')
  const maxTokens = take('most tokens per response', 400, 'own (the paper: not stated)')
  const context = take('context, in tokens', 1024, 'own (the paper: not stated)')
  const template = take('tokens of the chat template', 48, 'assumed')
  const most = take('most pairs per iteration', 60_000, 'stated footnote 4')
  const goldAmongWinners = take('gold solutions among the winners', true, 'stated §3.1', () => 'yes')
  take('gold solutions', 'without calculator marks, "#### 18" as "Final answer: 18"', 'inferred')
  take('order of winners', 'sampling order, gold last', 'assumed')
  take('checkpoint', 'the last', 'own (the paper: the best on 1,000 held-out problems)')
  const [warmup, finalShare] = take('learning-rate schedule', [0, 1], 'assumed', () => 'constant, no warm-up')
  const clip = take('gradient clipping', 1, 'assumed')
  const weightDecay = take('weight decay', 0, 'assumed')
  const betas = take('AdamW, betas', [0.9, 0.999], 'assumed')
  const epsilon = take('AdamW, epsilon', 1e-8, 'assumed')
  take('rate and steps of SFT', 'as of preference training', 'assumed')
  const followedPairs = take('pairs on which log-probabilities are followed', sizes.followed, 'own')
  const revision = take(
    'weights, commit of Qwen/Qwen2.5-0.5B-Instruct',
    '7ae557604adf67be50417f59c2c2f167def9a775',
    'own',
  )
  const common = {
    ...{ batchSize, maxSteps, passes },
    order: 'shuffled',
    optimizer: {
      kind: 'adamw',
      ...{ learningRate, weightDecay, clip, warmup, decayFrom: 0, finalShare, betas, epsilon },
    },
  } as const
  const sampled = { topP, maxTokens }
  return {
    setup: {
      base: { kind: 'hub', repository: 'Qwen/Qwen2.5-0.5B-Instruct', revision },
      trainingTasks: drawnFrom(gsm8kTasks.training, training),
      testTasks: drawnFrom(gsm8kTasks.test, tested),
      variant: gsm8kTasks.variant,
      benchmark: gsm8kTasks.benchmark,
      iterations,
      samples,
      sampling: (iteration) => ({ temperature: temperatures[iteration <= 2 ? 0 : 1], ...sampled }),
      pairsPerTask,
      goldAmongWinners,
      pairFilter: { context, template, most },
      preference: (_iteration, terms) => ({
        ...common,
        loss: { kind: 'dpo', beta, alpha: terms.alpha ? alpha : 0 },
      }),
      sft: { ...common, loss: { kind: 'sft', mean: 'responses' } },
      evaluation: {
        greedy: { temperature: 0, ...sampled },
        votes: { tasks: votedOn, samples: votes, sampling: { temperature: voteTemperature, ...sampled } },
      },
      followedPairs,
    },
    engine: {
      engine: 'served',
      settings: {
        ...{ maxTokens: context, adapter: null, weights: 'float32', autocast: 'bfloat16' },
        ...{ gradientCheckpointing: true, microBatch: 2, batch: 64, threads: 4, device: 'cuda' },
        ...{ fresh: null, checkpointSeconds: 120, servers: 1, trainings: 1 },
      },
    },
    hardware: {
      ...{ gpus: 1, gpu: '24 GB', parameters: 494_032_768, bytesPerWeight: 4 },
      rowTokens: 512,
    },
    cells: cellsOf('gsm8k', votes),
    claims: claims(iterations, { votes, benchmark: 'gsm8k' }),
    underpowered: quick,
    hyperparameters: taken,
    remarks: [
      'The prompt asks for what the paper’s does (appendix B.1), in words of our own; Qwen2.5’s chat template adds its own system prompt.',
      `Votes are ${votes} instead of the paper’s 32, on ${votedOn} of ${tested} test problems.`,
      'Rate and steps were set so that steps times rate are about the paper’s, and were tried on nothing yet.',
    ],
    differences: [
      { of: 'model', statement: 'Qwen2.5-0.5B-Instruct, and not Llama-2-70b-chat' },
      {
        of: 'sizes',
        statement: 'fewer problems, samples, pairs, votes, iterations and training steps than the paper’s',
      },
      {
        of: 'method',
        statement: `a learning rate of ${learningRate} for ${passes} passes over the pairs at most, and not 7e-7 for 5,000 steps`,
      },
      { of: 'method', statement: 'the last checkpoint of a training, and not the best on held-out problems' },
    ],
  }
}

/** So many of the problems, drawn at random; all of them in their order where so many are wanted. */
function drawnFrom(source: DataSource<Task>, count: number): DataSource<Task> {
  if (count === source.size) return source
  return {
    ...source,
    size: count,
    make: async (random, files) => shuffled(random, await source.make(random, files)).slice(0, count),
  }
}
