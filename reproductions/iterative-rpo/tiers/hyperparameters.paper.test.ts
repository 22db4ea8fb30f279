import {
  at,
  testHyperparameters,
  type HyperparameterRow as Row,
  type SetupValues as Values,
} from '@retable/core/testing'
import { describe } from 'vitest'
import { paperTier } from './setup.paper.ts'
import {
  drawn,
  got,
  method,
  nothing,
  optimized,
  preferenceTrainings,
  served,
  trained,
} from './testing-hyperparameters.ts'

/** What sections 3.1 to 3.3 say of a benchmark, and what is assumed of it. */
interface OfBenchmark {
  readonly benchmark: 'gsm8k' | 'arc' | 'math'
  readonly section: string
  readonly iterations: number
  readonly samples: number
  readonly later: number
  readonly pairs: number
  readonly steps: number
  readonly tokens: number
  readonly most: readonly [count: number, source: string]
  readonly gold: readonly [among: boolean, source: string]
  readonly choice: readonly [shown: string, source: string, uses: Values]
  readonly own: readonly Row[]
}

const alike = 'assumed: as on GSM8K (§3.1)'
const heldOut = '1000 training problems held out, then trained again with them'
const onHeldOut: Values = { 'choice.on.kind': 'held out', 'choice.on.tasks': 1000 }
// arXiv 2404.19733v3, sections 3.1 to 3.3, footnote 4 and tables 1 and 2.
const benchmarks: readonly OfBenchmark[] = [
  {
    ...{
      benchmark: 'gsm8k',
      section: '§3.1',
      iterations: 4,
      samples: 30,
      later: 1.3,
      pairs: 10,
      steps: 5000,
    },
    ...{ tokens: 512, most: [60_000, 'stated footnote 4'], gold: [true, 'stated §3.1'] },
    choice: [heldOut, 'stated §3.1', onHeldOut],
    own: [
      ['gold solutions', 'without calculator marks, "#### 18" as "Final answer: 18"', 'inferred', nothing],
    ],
  },
  {
    ...{ benchmark: 'arc', section: '§3.2', iterations: 3, samples: 30, later: 1.3, pairs: 20, steps: 4000 },
    ...{ tokens: 512, most: [60_000, 'stated footnote 4'], gold: [false, 'stated §3.2'] },
    choice: [
      'the 299 development questions',
      'stated §3.2 (of the Challenge set: assumed)',
      { 'choice.on.kind': 'development', 'choice.on.tasks.size': 299 },
    ],
    own: [
      [
        'training questions',
        '3,370: those of the Easy and the Challenge set',
        'inferred (§3.2: 7.7k questions, which is all that ARC has, tests among them)',
        { 'trainingTasks.size': 3370 },
      ],
    ],
  },
  {
    ...{ benchmark: 'math', section: '§3.3', iterations: 3, samples: 20, later: 1, pairs: 15, steps: 5000 },
    ...{ tokens: 1024, most: [75_000, 'inferred (§3.3: about 75,000 an iteration)'], gold: [true, alike] },
    choice: [heldOut, alike, onHeldOut],
    own: [
      [
        'worked examples in the prompt',
        '4, drawn once among short solutions',
        'stated §3.3 (which four: assumed)',
        nothing,
      ],
      [
        'answers are equal',
        'by Hendrycks et al.’s normal form',
        'assumed (§3.3: "after normalization")',
        nothing,
      ],
      [
        'training problems',
        '7,495: the four that are shown are left out',
        'assumed',
        { 'trainingTasks.size': 7495 },
      ],
    ],
  },
]

/** What the paper leaves open is assumed to be the plainest there is. */
const paperRows = (of: OfBenchmark): readonly Row[] => {
  const stated = `stated ${of.section}`
  const own = of.benchmark === 'gsm8k' ? 'stated §3.1' : alike
  const temperatures = Array.from({ length: of.iterations }, (_, i) => (i < 2 ? 0.8 : of.later))
  return [
    ['beta', 0.1, own, at(preferenceTrainings, 'loss.beta', 0.1)],
    ['alpha', 1, 'stated §3.1', { 'rpo.loss.alpha': 1 }],
    ['iterations', of.iterations, stated, { iterations: of.iterations }],
    ['samples per problem', of.samples, stated, { samples: of.samples }],
    [
      'temperature, iterations 1-2 / later',
      `0.8 / ${of.later}`,
      stated,
      { 'sampling.temperature': temperatures },
    ],
    ['pairs per problem', of.pairs, stated, { pairsPerTask: of.pairs }],
    ['batch size', 16, own, trained('batchSize', 16)],
    ['learning rate', 7e-7, own, optimized('learningRate', 7e-7)],
    ['most steps per iteration', of.steps, stated, trained('maxSteps', of.steps)],
    ['votes', 32, 'stated tables 1 and 2', { 'votes.samples': 32 }],
    [
      'learning-rate schedule',
      'constant, no warm-up',
      'assumed',
      { ...optimized('warmup', 0), ...optimized('finalShare', 1) },
    ],
    ['gradient clipping', 1, 'assumed', optimized('clip', 1)],
    ['top-p', 1, 'assumed', drawn('topP', 1)],
    ['most tokens per response', of.tokens, 'assumed', drawn('maxTokens', of.tokens)],
    ['weight decay', 0, 'assumed', optimized('weightDecay', 0)],
    ['AdamW, betas', '0.9 / 0.999', 'assumed', optimized('betas', [0.9, 0.999])],
    ['AdamW, epsilon', 1e-8, 'assumed', optimized('epsilon', 1e-8)],
    [
      'temperature of votes',
      0.8,
      of.benchmark === 'gsm8k' ? 'stated table 1' : alike,
      { 'votes.sampling.temperature': 0.8 },
    ],
    [
      'context, in tokens',
      4096,
      'inferred (Llama-2’s own)',
      { 'pairFilter.context': 4096, 'engine.maxTokens': 4096 },
    ],
    ['tokens of the chat template', 16, 'assumed', { 'pairFilter.template': 16 }],
    ['most pairs per iteration', ...of.most, { 'pairFilter.most': of.most[0] }],
    [
      'gold solutions among the winners',
      of.gold[0] ? 'yes' : 'no',
      of.gold[1],
      { goldAmongWinners: of.gold[0] },
    ],
    ['checkpoint chosen on', ...of.choice],
    ['checkpoints of a training', 5, 'assumed', { 'choice.checkpoints': 5 }],
    ['rate and steps of SFT, its checkpoint', 'as of preference training', 'assumed', nothing],
    ['order of winners', 'sampling order, gold last', 'assumed', nothing],
    ...of.own,
    [
      'weights, commit',
      'e9149a12809580e8602995856f8098ce973d1080',
      'assumed',
      { 'base.revision': 'e9149a12809580e8602995856f8098ce973d1080' },
    ],
  ]
}

/** The paper's data: each data set's own counts of problems; figures 2 to 4 follow some pairs. */
function paperData({ benchmark }: OfBenchmark): Values {
  const tested = { gsm8k: 1319, arc: 1172, math: 5000 }[benchmark]
  return {
    ...served,
    'testTasks.size': tested,
    'votes.tasks': tested,
    ...(benchmark === 'gsm8k' ? { 'trainingTasks.size': 7473 } : {}),
    ...(benchmark === 'math' ? drawn('stop', ['Problem:']) : {}),
    'arms.ofTable1': benchmark === 'gsm8k',
    'arms.secondDpo': false,
    // Tables 1 and 2: the iterations that have a row of votes.
    votedAfter: benchmark === 'gsm8k' ? [3, 4] : [3],
    followedPairs: 1000,
    'benchmark.id': benchmark,
    'variant.id': { gsm8k: 'final-answer', arc: 'final-letter', math: 'hendrycks' }[benchmark],
    'base.repository': 'meta-llama/Llama-2-70b-chat-hf',
    'engine.microBatch': 1,
    'engine.threads': 8,
    'engine.sharding': 'fsdp',
    // Of a machine, and machines: 64 in all.
    'engine.gpus': 8,
    'engine.nodes': 8,
    'engine.checkpointSeconds': 600,
  }
}

describe.each(benchmarks)('paper, $benchmark', (of) => {
  const { benchmark } = of
  testHyperparameters(paperTier({ benchmark }), {
    rows: paperRows(of),
    fixed: { ...method, ...paperData(of) },
    got,
  })
})
