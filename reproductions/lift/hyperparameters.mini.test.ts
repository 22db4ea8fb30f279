import type { TierSetup } from '@retable/core'
import {
  flatValues,
  testHyperparameters,
  type HyperparameterRow as Row,
  type SetupValues as Values,
} from '@retable/core/testing'
import { lengthInstructed } from '@retable/evaluators'
import { describe, expect, test } from 'vitest'
import { mini, repeatedSeeds } from './setup.mini.ts'
import type { Setup } from './setup.ts'

interface Sizes {
  readonly name: string
  readonly quick: boolean
  readonly seed: number
  readonly pairs: number
  readonly steps: number
  readonly warmup: number
  readonly batch: number
  readonly tested: number
  readonly once: number
  readonly tokens: number
  readonly openTokens: number
}
const full = {
  quick: false,
  ...{ pairs: 128, steps: 48, warmup: 8, batch: 8, tested: 200, once: 100, tokens: 128, openTokens: 300 },
}
const quick = {
  quick: true,
  ...{ pairs: 8, steps: 2, warmup: 1, batch: 4, tested: 6, once: 6, tokens: 32, openTokens: 64 },
}
const tiers: readonly Sizes[] = [
  { name: 'the first seed', seed: 61, ...full },
  { name: 'another one', seed: 62, ...full },
  { name: '--quick', seed: 61, ...quick },
]

const open = 'own (the paper: not stated)'
const nothing: Values = {}
// A run of another program: how pairs are made, sizes, rates and limits (development seed 0, then seeds 11 and 12).
const rows = ({
  quick,
  pairs,
  steps,
  warmup,
  batch,
  tested,
  once,
  tokens,
  openTokens,
}: Sizes): readonly Row[] => [
  ['beta', 0.1, 'assumed (as in Self-Rewarding; the paper: not stated)', { 'dpo.loss.beta': 0.1 }],
  ['least difference of a pair, words', 10, 'stated §4', { leastDifference: 10 }],
  ['margin above the longer response, words', 10, 'stated §4', { 'limits.margin': 10 }],
  [
    'tight limit',
    'uniform from the shorter response to a word below the longer',
    'assumed (§4: sampled within)',
    nothing,
  ],
  ['pairs of LIFT-DPO', 'the ordinary ones and those with limits', 'inferred', nothing],
  ['model that DPO starts from', 'the base, for every arm', 'own (the paper: after SFT)', nothing],
  [
    'length regulariser of R-DPO',
    0.1,
    'stated table 3 (0.01 and 0.1; of the two the one that breaks fewer limits there)',
    nothing,
  ],
  ['batch size', batch, open, { 'dpo.batchSize': batch }],
  [
    'steps of every arm',
    quick ? String(steps) : `${steps}: LIFT-DPO passes once over its pairs, DPO three times`,
    open,
    { 'dpo.maxSteps': steps },
  ],
  ['learning rate', 2e-4, open, { 'dpo.optimizer.learningRate': 2e-4 }],
  ['warm-up steps', warmup, open, { 'dpo.optimizer.warmup': warmup }],
  ['decay of the learning rate', 'linear, to a tenth', open, { 'dpo.optimizer.finalShare': 0.1 }],
  ['gradient clipping', 1, open, { 'dpo.optimizer.clip': 1 }],
  ['optimizer', 'AdamW, no weight decay', 'assumed', { 'dpo.optimizer.weightDecay': 0 }],
  ['AdamW, betas', '0.9 / 0.999', open, { 'dpo.optimizer.betas': [0.9, 0.999] }],
  ['AdamW, epsilon', 1e-8, open, { 'dpo.optimizer.epsilon': 1e-8 }],
  [
    'adapter',
    'low rank on all linear maps: rank 16, scale 2, dropout 0',
    'own (the paper: full fine-tuning)',
    { 'engine.adapter.rank': 16, 'engine.adapter.scale': 2, 'engine.adapter.dropout': 0 },
  ],
  ['weights under the adapter', 'float32', 'own', { 'engine.weights': 'float32' }],
  ['rows at once', 4, 'own', { 'engine.microBatch': 4 }],
  ['longest row, tokens', 512, 'own', { 'engine.maxTokens': 512 }],
  ['pairs before those with limits', pairs, 'own (stated §5.1: 2,977)', { 'preferences.size': pairs }],
  // How data are drawn by these is held in recipe.mini.test.ts.
  [
    'lead of a winner against the common baseline, log-odds',
    1,
    'own (the paper: ranks of Open Assistant)',
    nothing,
  ],
  ['longest instruction, tokens', 70, 'own', nothing],
  ['longest response of a pair, tokens', 90, 'own', nothing],
  ['instructions left for development', 64, 'own', nothing],
  ['test instructions', tested, 'own (the paper: 802 with limits, 805 without)', { tested }],
  // Held below, where each set is laid out.
  ['of them on one seed, without limits and under those for all', once, 'own', nothing],
  [
    'limits',
    '0.25 of AlpacaEval-LI’s, kept within 10 and 80 words',
    'own (the paper: AlpacaEval-LI’s)',
    nothing,
  ],
  ['limits for all instructions alike, words', '15 / 30 / 60', 'own', nothing],
  ['temperature', 'greedy', 'assumed', { 'sampling.temperature': 0 }],
  ['top-p', 1, 'assumed', { 'sampling.topP': 1 }],
  ['most tokens per response', tokens, 'own', { 'sampling.maxTokens': tokens }],
  ['most tokens per response without a limit', openTokens, 'own', nothing],
  ['requests drawn together', 50, 'own', { 'engine.batch': 50 }],
]

const compared = ['base', 'dpo', 'lift-dpo']
const fixed: Values = {
  'base.kind': 'packaged',
  'base.id': 'smollm2-135m',
  'dpo.loss.kind': 'dpo',
  'dpo.loss.alpha': 0,
  'dpo.optimizer.kind': 'adamw',
  'dpo.optimizer.decayFrom': 0,
  'dpo.order': 'shuffled',
  scales: [],
  'engine.autocast': null,
  'engine.gradientCheckpointing': false,
  'engine.threads': 1,
  'engine.device': 'cpu',
  'engine.fresh': null,
  'engine.checkpointSeconds': 20,
  'engine.needs.memory': 8,
}

function got({ setup, engine }: TierSetup<Setup>): Values {
  const { tests, arms, ...rest } = setup
  expect([tests[0]!.name, arms.slice(0, 3), engine.engine]).toEqual(['limits', compared, 'served'])
  return flatValues({ ...rest, tested: tests[0]!.size, engine: engine.settings })
}

describe.each(tiers)('mini, $name', (sizes) => {
  testHyperparameters(mini(sizes), { rows: rows(sizes), fixed, got })
})

test('what decides a run is the same of every seed, but for what is run', () => {
  const [first, ...others] = [61, ...repeatedSeeds].map((seed) => mini({ seed, quick: false }))
  for (const { engine, hyperparameters, gates, remarks, differences } of others) {
    expect({ engine, hyperparameters, gates, remarks, differences }).toEqual({
      engine: first!.engine,
      hyperparameters: first!.hyperparameters,
      ...{ gates: first!.gates, remarks: first!.remarks, differences: first!.differences },
    })
  }
})

test('every seed but the repeated ones runs every arm and every limit', () => {
  const laidOut = (seed: number, quick = false) => {
    const { arms, tests } = mini({ seed, quick }).setup
    return { arms, tests: tests.map((set) => [set.name, set.size, set.arms, set.sampling?.maxTokens]) }
  }
  const whole = {
    arms: [...compared, 'dpo for one pass', 'dpo on pairs with limits', 'r-dpo 0.1'],
    tests: [
      ['limits', 200, undefined, undefined],
      ['no limit', 100, undefined, 300],
      ...[15, 30, 60].map((limit) => [`${limit} words`, 100, compared, undefined]),
    ],
  }
  const part = (size: number) => ({
    arms: compared,
    tests: [['limits', size, undefined, undefined]],
  })
  expect([laidOut(61), laidOut(51), laidOut(7)]).toEqual([whole, whole, whole])
  for (const seed of repeatedSeeds) expect(laidOut(seed)).toEqual(part(200))
  expect(laidOut(61, true)).toEqual(part(6))
})

test('the template is the paper’s', () => {
  expect(mini({ seed: 61, quick: false }).setup.limits.template).toBe(lengthInstructed)
})
