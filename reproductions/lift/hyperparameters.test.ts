import { randomStream, type TierSetup, type TrainingPlan } from '@retable/core'
import {
  madeOf,
  at,
  flatValues,
  testHyperparameters,
  type HyperparameterRow as Row,
  type SetupValues as Values,
} from '@retable/core/testing'
import { lengthInstructed } from '@retable/evaluators'
import {
  drawExamples,
  drawLimitCorpus,
  drawPairs,
  pieces,
  withWordLimit,
} from '@retable/nano-tasks/length-limits'
import { describe, expect, test } from 'vitest'
import { nano } from './setup.nano.ts'
import { paperTier } from './setup.paper.ts'
import type { Setup } from './setup.ts'
import { madeNow } from './testing-setup.ts'

const trainings = ['sft.plan', 'dpo']
const trained = (name: string, value: unknown) => at(trainings, name, value)
const optimized = (name: string, value: unknown) => trained(`optimizer.${name}`, value)
const nothing: Values = {}
const ablations = ['sft with limits', 'dpo on pairs with limits', 'sft on winners']
const tight = 'uniform from the shorter response to a word below the longer'

// A draft of arXiv 2406.17744, sections 4 and 5; what it leaves open is assumed as Self-Rewarding's, or the plainest.
const selfRewarding = 'assumed (as in Self-Rewarding)'
const paperRows: readonly Row[] = [
  ['least difference of a pair, words', 10, 'stated §4', { leastDifference: 10 }],
  ['margin above the longer response, words', 10, 'stated §4', { 'limits.margin': 10 }],
  ['tight limit', tight, 'assumed (§4: sampled within)', nothing],
  ['limit of an example for SFT', 'its own words and the margin', 'assumed', nothing],
  ['pairs of LIFT-DPO', 'the ordinary ones and those with limits', 'inferred', nothing],
  ['model that DPO starts from', 'after SFT without limits, for every arm', 'assumed', nothing],
  ['beta', 0.1, selfRewarding, { 'dpo.loss.beta': 0.1 }],
  [
    'length regulariser of R-DPO',
    '0.01 / 0.1',
    'stated tables 3 and 5',
    { arms: ['base', 'sft', 'dpo', 'lift-dpo', 'r-dpo 0.01', 'r-dpo 0.1', ...ablations] },
  ],
  ['batch size', 16, selfRewarding, trained('batchSize', 16)],
  ['learning rate of DPO', '1e-6, falling to 1e-7', selfRewarding, { 'dpo.optimizer.learningRate': 1e-6 }],
  [
    'learning rate of SFT',
    '5.5e-6, falling to 1.1e-6',
    selfRewarding,
    { 'sft.plan.optimizer.learningRate': 5.5e-6 },
  ],
  [
    'decay of the learning rate of DPO',
    'linear, to a tenth',
    selfRewarding,
    { 'dpo.optimizer.finalShare': 0.1 },
  ],
  [
    'decay of the learning rate of SFT',
    'linear, to a fifth',
    selfRewarding,
    { 'sft.plan.optimizer.finalShare': 0.2 },
  ],
  ['passes over the data', 1, 'assumed', trained('passes', 1)],
  ['warm-up steps', 0, 'assumed', optimized('warmup', 0)],
  ['gradient clipping', 1, 'assumed', optimized('clip', 1)],
  ['optimizer', 'AdamW, no weight decay', 'assumed', optimized('weightDecay', 0)],
  ['AdamW, betas', '0.9 / 0.999', 'assumed', optimized('betas', [0.9, 0.999])],
  ['AdamW, epsilon', 1e-8, 'assumed', optimized('epsilon', 1e-8)],
  ['examples for SFT', 3200, 'stated §5.1', { 'sft.examples.size': 3200 }],
  ['pairs after the filter', 2977, 'stated §5.1 (after the filter: inferred)', { 'preferences.size': 2977 }],
  [
    'scales of the limits',
    '0.5 / 0.25 / 0.1',
    'assumed (figure 3 goes down to 0.1)',
    { scales: [0.5, 0.25, 0.1] },
  ],
  ['temperature', 'greedy', 'assumed', { 'sampling.temperature': 0 }],
  ['top-p', 1, 'assumed', { 'sampling.topP': 1 }],
  ['most tokens per response', 2048, 'assumed', { 'sampling.maxTokens': 2048 }],
  ['judge', 'gpt-4-1106-preview', 'assumed (§5.3: GPT-4)', nothing],
]

/** What is the method itself, and no hyper-parameter. */
const method: Values = {
  'sft.plan.loss.kind': 'sft',
  'sft.plan.loss.mean': 'tokens',
  'dpo.loss.kind': 'dpo',
  'dpo.loss.alpha': 0,
  ...trained('order', 'shuffled'),
  ...optimized('kind', 'adamw'),
  ...optimized('decayFrom', 0),
}

const paperData: Values = {
  ...trained('maxSteps', 10_000),
  'tests.0': 'limits, limited, 802',
  'tests.1': 'mt-bench limits, limited, 240',
  'tests.2': 'no limit, 805',
  'base.kind': 'hub',
  'base.repository': 'meta-llama/Llama-2-70b-hf',
  'base.revision': null,
}

/** The seed corpus of nano's base model. */
const habits = { limited: 0.5, kept: 0.5, slips: 0.25 }
interface Sizes {
  readonly quick: boolean
  readonly base: number
  readonly examples: number
  readonly preferences: number
  readonly tested: number
}
// Fixed on development seeds; a quick run is for a first look.
const sizes: readonly Sizes[] = [
  { quick: false, base: 450, examples: 1280, preferences: 1300, tested: 512 },
  { quick: true, base: 250, examples: 640, preferences: 640, tested: 256 },
]

const open = 'own (the paper: not stated)'
const nanoRows = ({ base, examples, preferences, tested }: Sizes): readonly Row[] => [
  ['beta', 0.1, 'assumed (as in Self-Rewarding; the paper: not stated)', { 'dpo.loss.beta': 0.1 }],
  ['least difference of a pair, words', 2, 'own (stated §4: 10)', { leastDifference: 2 }],
  ['margin above the longer response, words', 1, 'own (stated §4: 10)', { 'limits.margin': 1 }],
  ['tight limit', tight, 'assumed (§4: sampled within)', nothing],
  ['limit of an example for SFT', 'its own words and the margin', 'assumed (the paper: not stated)', nothing],
  ['pairs of LIFT-DPO', 'the ordinary ones and those with limits', 'inferred', nothing],
  ['model that DPO starts from', 'after SFT without limits, for every arm', 'assumed', nothing],
  ['batch size', 32, open, trained('batchSize', 32)],
  ['learning rate of DPO', 2e-4, open, { 'dpo.optimizer.learningRate': 2e-4 }],
  ['learning rate of SFT', 1e-3, open, { 'sft.plan.optimizer.learningRate': 1e-3 }],
  ['passes over the data, every arm', 1, 'assumed (the paper: not stated)', trained('passes', 1)],
  ['examples for SFT', examples, 'own (the paper: 3,200)', { 'sft.examples.size': examples }],
  [
    'pairs before the filter',
    preferences,
    'own (the paper: 2,977 after it)',
    { 'preferences.size': preferences },
  ],
  [
    'test instructions',
    tested,
    'own (the paper: 802 with limits, 805 without)',
    { 'tests.0': `limits, limited, ${tested}`, 'tests.1': `no limit, ${tested}` },
  ],
  [
    'scales of the limits',
    '0.5 / 0.25 / 0.1',
    'assumed (figure 3 goes down to 0.1)',
    { scales: [0.5, 0.25, 0.1] },
  ],
  ['temperature', 'greedy', 'assumed', { 'sampling.temperature': 0 }],
  ['top-p', 1, 'assumed', { 'sampling.topP': 1 }],
  ['most tokens per response', 9, 'own', { 'sampling.maxTokens': 9 }],
  ['warm-up steps', 3, open, optimized('warmup', 3)],
  ['decay of the learning rate of SFT', 'linear, to a tenth', open, { 'sft.plan.optimizer.finalShare': 0.1 }],
  ['decay of the learning rate of DPO', 'none', open, { 'dpo.optimizer.finalShare': 1 }],
  ['gradient clipping', 1, open, optimized('clip', 1)],
  ['optimizer', 'AdamW, no weight decay', 'assumed', optimized('weightDecay', 0)],
  ['AdamW, betas', '0.9 / 0.99', open, optimized('betas', [0.9, 0.99])],
  ['AdamW, epsilon', 1e-8, open, optimized('epsilon', 1e-8)],
  // What the corpus and the pairs get is held below.
  ['share of responses with a slip', habits.slips, 'own', nothing],
  [
    'model',
    'width 64, 3 layers, 4 heads, context 20',
    'own',
    { 'engine.width': 64, 'engine.layers': 3, 'engine.heads': 4, 'engine.context': 20 },
  ],
  ...baseRows(base),
]

function baseRows(steps: number): readonly Row[] {
  const at = (name: string, value: unknown) => ({ [`base.plan.${name}`]: value })
  const rows: readonly (readonly [name: string, value: string | number, uses: Values])[] = [
    // Each text is seen once.
    ['steps', steps, { ...at('maxSteps', steps), 'base.size': 64 * steps }],
    ['batch size', 64, at('batchSize', 64)],
    ['share of instructions with a limit', habits.limited, nothing],
    ['share of limits that are kept on purpose', habits.kept, nothing],
    [
      'rates of matrices / rest',
      '0.02 / 0.003 (Muon / AdamW)',
      { ...at('optimizer.matrixLearningRate', 0.02), ...at('optimizer.learningRate', 0.003) },
    ],
    ['Muon, momentum', 0.95, at('optimizer.momentum', 0.95)],
    ['AdamW, betas', '0.9 / 0.99', at('optimizer.betas', [0.9, 0.99])],
    ['AdamW, epsilon', 1e-8, at('optimizer.epsilon', 1e-8)],
    ['weight decay', 0, at('optimizer.weightDecay', 0)],
    ['gradient clipping', 1, at('optimizer.clip', 1)],
    ['warm-up steps', 20, at('optimizer.warmup', 20)],
    [
      'decay of the rate: from this share of the steps, to this',
      '0.2 / 0.05',
      { ...at('optimizer.decayFrom', 0.2), ...at('optimizer.finalShare', 0.05) },
    ],
  ]
  return rows.map(([name, value, uses]) => [`base training, ${name}`, value, 'own', uses])
}

const nanoData: Values = {
  arms: ['base', 'sft', 'dpo', 'lift-dpo', ...ablations],
  ...trained('maxSteps', 1000),
  'base.kind': 'trained',
  'base.name': 'corpus',
  'base.plan.loss.kind': 'sft',
  'base.plan.loss.mean': 'tokens',
  'base.plan.order': 'given',
  'base.plan.optimizer.kind': 'muon',
}

/** All that a tier hands on, by path. */
function got({ setup, engine }: TierSetup<Setup>): Values {
  const { base, tests, ...rest } = setup
  const { pieces: words, reason, parameters, ...model } = engine.settings
  expect(words === undefined || words === pieces).toBe(true)
  expect([reason === undefined, parameters]).toEqual(words === undefined ? [false, 70e9] : [true, undefined])
  if (base.kind === 'trained') expect(base.phases).toHaveLength(1)
  return flatValues({
    ...rest,
    tests: Object.fromEntries(
      tests.map(({ name, isLimited, size }, i) => [i, `${name}${isLimited ? ', limited' : ''}, ${size}`]),
    ),
    base: base.kind !== 'trained' ? base : { kind: base.kind, ...base.phases[0] },
    engine: model,
  })
}

const tiers: [tier: string, setup: TierSetup<Setup>, rows: readonly Row[], data: Values][] = [
  ['paper', paperTier(), paperRows, paperData],
  ...sizes.map((of): (typeof tiers)[number] => {
    return [`nano ${of.quick ? '--quick' : ''}`, nano({ seed: 1, quick: of.quick }), nanoRows(of), nanoData]
  }),
]

describe.each(tiers)('%s', (_tier, tier, rows, data) => {
  testHyperparameters(tier, { rows, fixed: { ...method, ...data }, got })

  test('one pass ends every training before its most steps', () => {
    const { sft, dpo, preferences } = tier.setup
    const ends = ({ maxSteps, passes, batchSize }: TrainingPlan, most: number) =>
      Math.ceil((passes! * most) / batchSize) < maxSteps
    expect([
      ends(sft!.plan, 2 * sft!.examples.size),
      ends(sft!.plan, 2 * preferences.size),
      ends(dpo, 3 * preferences.size),
    ]).toEqual([true, true, true])
  })
})

test('the templates: the paper’s own, and that of the nano tier’s world', () => {
  expect(paperTier().setup.limits.template).toBe(lengthInstructed)
  expect(nano({ seed: 1, quick: false }).setup.limits.template).toBe(withWordLimit)
})

test.each(sizes)(
  'nano, quick $quick: corpus, examples and pairs are as listed',
  ({ quick, base, examples, preferences }) => {
    const { setup } = nano({ seed: 1, quick })
    if (setup.base.kind !== 'trained') throw new Error('the base of nano is trained')
    const stream = () => randomStream('data')
    expect(setup.base.phases[0]!.examples(stream())).toEqual(drawLimitCorpus(64 * base, habits, stream()))
    expect(madeOf(setup.sft!.examples, stream())).toEqual(drawExamples(examples, habits.slips, stream()))
    expect(madeNow(setup.preferences, stream())).toEqual(drawPairs(preferences, habits.slips, stream()))
  },
)
