import {
  at,
  testHyperparameters,
  type HyperparameterRow as Row,
  type SetupValues as Values,
} from '@retable/core/testing'
import { describe } from 'vitest'
import { mini } from './setup.mini.ts'
import {
  drawn,
  got,
  method,
  nothing,
  open,
  optimized,
  preferenceTrainings,
  served,
  trained,
} from './testing-hyperparameters.ts'

// What the paper states is kept, but for sizes that one GPU has no time for; each says what the paper's is.
interface MiniSizes {
  readonly quick: boolean
  readonly training: number
  readonly tested: number
  readonly votedOn: number
  readonly steps: number
  readonly iterations: number
  readonly followed: number
}
const miniSizes: readonly MiniSizes[] = [
  {
    ...{ quick: false, training: 3000, tested: 1319, votedOn: 512 },
    ...{ steps: 500, iterations: 3, followed: 256 },
  },
  {
    ...{ quick: true, training: 200, tested: 200, votedOn: 100 },
    ...{ steps: 40, iterations: 2, followed: 64 },
  },
]
const miniRows = (of: MiniSizes): readonly Row[] => [
  ['beta', 0.1, 'stated §3.1', at(preferenceTrainings, 'loss.beta', 0.1)],
  ['alpha', 1, 'stated §3.1', { 'rpo.loss.alpha': 1 }],
  [
    'temperature, iterations 1-2 / later',
    '0.8 / 1.3',
    'stated §3.1',
    { 'sampling.temperature': of.quick ? 0.8 : [0.8, 0.8, 1.3] },
  ],
  ['iterations', of.iterations, 'own (the paper: 4)', { iterations: of.iterations }],
  ['samples per problem', 10, 'own (the paper: 30)', { samples: 10 }],
  ['pairs per problem', 5, 'own (the paper: 10)', { pairsPerTask: 5 }],
  ['training problems', of.training, 'own (the paper: about 7,500)', { 'trainingTasks.size': of.training }],
  [
    'test problems',
    of.tested,
    of.quick ? 'own (the paper: 1,319)' : 'stated table 1',
    { 'testTasks.size': of.tested },
  ],
  ['batch size', 16, 'stated §3.1', trained('batchSize', 16)],
  ['learning rate', 5e-6, 'own (the paper: 7e-7)', optimized('learningRate', 5e-6)],
  ['most steps per training', of.steps, 'own (the paper: 5,000)', trained('maxSteps', of.steps)],
  ['passes over the pairs', 2, 'own', trained('passes', 2)],
  ['votes', 8, 'own (the paper: 32)', { 'votes.samples': 8 }],
  ['temperature of votes', 0.8, 'stated table 1', { 'votes.sampling.temperature': 0.8 }],
  ['problems voted on', of.votedOn, 'own (the paper: all 1,319)', { 'votes.tasks': of.votedOn }],
  ['top-p', 1, 'assumed', drawn('topP', 1)],
  ['most tokens per response', 400, open, drawn('maxTokens', 400)],
  ['context, in tokens', 1024, open, { 'pairFilter.context': 1024, 'engine.maxTokens': 1024 }],
  ['tokens of the chat template', 48, 'assumed', { 'pairFilter.template': 48 }],
  ['most pairs per iteration', 60_000, 'stated footnote 4', { 'pairFilter.most': 60_000 }],
  ['gold solutions among the winners', 'yes', 'stated §3.1', { goldAmongWinners: true }],
  ['gold solutions', 'without calculator marks, "#### 18" as "Final answer: 18"', 'inferred', nothing],
  ['order of winners', 'sampling order, gold last', 'assumed', nothing],
  ['checkpoint', 'the last', 'own (the paper: the best on 1,000 held-out problems)', nothing],
  [
    'learning-rate schedule',
    'constant, no warm-up',
    'assumed',
    { ...optimized('warmup', 0), ...optimized('finalShare', 1) },
  ],
  ['gradient clipping', 1, 'assumed', optimized('clip', 1)],
  ['weight decay', 0, 'assumed', optimized('weightDecay', 0)],
  ['AdamW, betas', '0.9 / 0.999', 'assumed', optimized('betas', [0.9, 0.999])],
  ['AdamW, epsilon', 1e-8, 'assumed', optimized('epsilon', 1e-8)],
  ['rate and steps of SFT', 'as of preference training', 'assumed', nothing],
  ['pairs on which log-probabilities are followed', of.followed, 'own', { followedPairs: of.followed }],
  [
    'weights, commit of Qwen/Qwen2.5-0.5B-Instruct',
    '7ae557604adf67be50417f59c2c2f167def9a775',
    'own',
    { 'base.revision': '7ae557604adf67be50417f59c2c2f167def9a775' },
  ],
]

const miniData: Values = {
  ...served,
  'variant.id': 'final-answer',
  'benchmark.id': 'gsm8k',
  'base.repository': 'Qwen/Qwen2.5-0.5B-Instruct',
  'engine.microBatch': 2,
  'engine.threads': 4,
  'engine.checkpointSeconds': 120,
}

describe.each(miniSizes)('mini, quick $quick', (of) => {
  testHyperparameters(mini({ seed: 1, quick: of.quick }), {
    rows: miniRows(of),
    fixed: { ...method, ...miniData },
    got,
  })
})
