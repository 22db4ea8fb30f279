import {
  madeOf,
  testHyperparameters,
  type HyperparameterRow as Row,
  type SetupValues as Values,
} from '@retable/core/testing'
import { randomStream } from '@retable/core'
import { drawReading, instructionRow, reviewRows } from '@retable/nano-tasks'
import { describe, expect, test } from 'vitest'
import { nano } from './setup.nano.ts'
import { drawn, got, method, nothing, optimized } from './testing-hyperparameters.ts'

interface Sizes {
  readonly quick: boolean
  readonly steps: number
  readonly passes: number
  readonly dpo: number
  readonly written: number
  readonly kept: number
  readonly tests: number
  readonly ranked: number
}
// Fixed on development seeds; a quick run is for a first look.
const sizes: readonly Sizes[] = [
  { quick: false, steps: 900, passes: 1.5, dpo: 30, written: 1800, kept: 800, tests: 512, ranked: 256 },
  { quick: true, steps: 180, passes: 0.3, dpo: 8, written: 400, kept: 160, tests: 128, ranked: 48 },
]
const writers = { right: 0.33, confused: 0.42, swapped: 0.06, dropped: 0.07, doubled: 0.05, chatter: 0.07 }
const read = { ...writers, right: 0.28, confused: 0.47 }
const slips = 'swapped 0.06, dropped 0.07, doubled 0.05, chatter 0.07'
const reading = { rows: { checks: 24, reviews: 5, instructions: 3 }, lenient: { 3: 0.08, 4: 0.8, 5: 0.12 } }

const own = (paper: string) => `own (the paper: ${paper})`
const open = own('not stated')
const nanoRows = ({ steps, passes, dpo, written, kept, tests, ranked }: Sizes): readonly Row[] => [
  ['iterations', 2, 'stated §2.4', { iterations: 2 }],
  ['IFT, rows', 3200, 'stated §3.1.1', { 'ift.size': 3200 }],
  ['EFT, rows', 1630, 'stated §3.1.1', { 'eft.size': 1630 }],
  ['EFT, rows for the weak judge', 60, 'own', { fewReviews: 60 }],
  // What the data themselves get is held by their rows, below.
  ['EFT, responses to an instruction', 3, own('2.85'), nothing],
  ['EFT, share of scores of 4 that are left out', 0.3, open, nothing],
  ['instructions written, by iteration', written, open, { 'newInstructions.written': written }],
  ['instructions kept, by iteration', kept, open, { 'newInstructions.kept': kept }],
  [
    'demonstrations of IFT / written before',
    '0 / 0',
    own('6 / 2'),
    { 'newInstructions.shown.ift': 0, 'newInstructions.shown.written': 0 },
  ],
  [
    'ROUGE-L from which on an instruction is not new',
    0.9,
    own('as Self-Instruct’s, 0.7'),
    { 'newInstructions.alike': 0.9 },
  ],
  [
    'temperature and top-p of new instructions',
    '1 / 1',
    own('0.6 / 0.9'),
    { 'newInstructions.sampling.temperature': 1, 'newInstructions.sampling.topP': 1 },
  ],
  ['answers to an instruction', 4, 'stated §3.1.3', { 'answers.samples': 4 }],
  ['reviews of an answer', 3, 'stated §3.1.3', { 'reviews.samples': 3 }],
  [
    'temperature and top-p',
    '0.7 / 0.9',
    'stated §3.1.3',
    { ...drawn('temperature', 0.7), ...drawn('topP', 0.9) },
  ],
  ['beta', 0.1, 'stated §3.1.3', { 'dpo.loss.beta': 0.1 }],
  ['SFT, passes', passes, open, { 'sft.passes': passes }],
  ['SFT, most steps', 500, open, { 'sft.maxSteps': 500 }],
  [
    'SFT, rates of Muon / AdamW',
    '0.01 / 0.004',
    own('AdamW alone, 5.5e-6'),
    {
      'sft.optimizer.kind': 'muon',
      'sft.optimizer.matrixLearningRate': 0.01,
      'sft.optimizer.learningRate': 0.004,
    },
  ],
  ['SFT, batch size', 32, own('16'), { 'sft.batchSize': 32 }],
  [
    'SFT, decay of the rate',
    'linear, to a tenth',
    own('cosine, to 0.2'),
    { 'sft.optimizer.finalShare': 0.1 },
  ],
  [
    'DPO, learning rate',
    1e-4,
    own('1e-6'),
    { 'dpo.optimizer.kind': 'adamw', 'dpo.optimizer.learningRate': 1e-4 },
  ],
  ['DPO, batch size', 32, own('16'), { 'dpo.batchSize': 32 }],
  ['DPO, steps', dpo, own('early stopping'), { 'dpo.maxSteps': dpo }],
  ['DPO, decay of the rate', 'none', own('to 1e-7'), { 'dpo.optimizer.finalShare': 1 }],
  ['warm-up steps, SFT / DPO', '10 / 3', open, { 'sft.optimizer.warmup': 10, 'dpo.optimizer.warmup': 3 }],
  ['AdamW, betas', '0.9 / 0.99', open, optimized('betas', [0.9, 0.99])],
  ['AdamW, epsilon', 1e-8, open, optimized('epsilon', 1e-8)],
  ['Muon, momentum', 0.95, 'own', { 'sft.optimizer.momentum': 0.95 }],
  ['weight decay', 0, open, optimized('weightDecay', 0)],
  ['gradient clipping', 1, open, optimized('clip', 1)],
  [
    'most tokens of an answer',
    8,
    'own',
    {
      'answers.sampling.maxTokens': 8,
      'answering.maxTokens': 8,
      'newInstructions.sampling.maxTokens': 8,
    },
  ],
  ['most tokens of a review', 24, 'own', { 'reviews.sampling.maxTokens': 24 }],
  ['temperature of test answers', 0, 'assumed', { 'answering.temperature': 0 }],
  ['test instructions', tests, own('256'), { 'testInstructions.size': tests }],
  ['ranked instructions', ranked, own('541 of EFT'), { 'ranked.size': 3 * ranked }],
  ['ranked responses to an instruction', 3, own('2.85'), nothing],
  ['habits of the writers of IFT', `right 0.33, confused 0.42, ${slips}`, 'own', nothing],
  ['habits of what M0 reads', `right 0.28, confused 0.47, ${slips}`, 'own', nothing],
  [
    'model',
    'width 64, 3 layers, 4 heads, context 36',
    'own',
    { 'engine.width': 64, 'engine.layers': 3, 'engine.heads': 4, 'engine.context': 36 },
  ],
  ...readingRows(steps),
]

function readingRows(steps: number): readonly Row[] {
  const rows: readonly (readonly [name: string, value: string | number, uses: Values])[] = [
    // Each text is read once.
    ['steps', steps, { 'm0.plan.maxSteps': steps, 'm0.size': 32 * steps }],
    ['rows of a batch', '24 checks, 5 reviews, 3 instructions', { 'm0.plan.batchSize': 32 }],
    ['scores of lenient reviews', '3: 0.08, 4: 0.8, 5: 0.12', nothing],
    ['rate of AdamW', 0.01, { 'm0.plan.optimizer.learningRate': 0.01 }],
    ['rate of Muon', 0.02, { 'm0.plan.optimizer.matrixLearningRate': 0.02 }],
    ['Muon, momentum', 0.95, { 'm0.plan.optimizer.momentum': 0.95 }],
    ['AdamW, betas', '0.9 / 0.95', { 'm0.plan.optimizer.betas': [0.9, 0.95] }],
    ['AdamW, epsilon', 1e-8, { 'm0.plan.optimizer.epsilon': 1e-8 }],
    ['weight decay', 0, { 'm0.plan.optimizer.weightDecay': 0 }],
    ['gradient clipping', 100, { 'm0.plan.optimizer.clip': 100 }],
    ['warm-up steps', 20, { 'm0.plan.optimizer.warmup': 20 }],
    [
      'decay of the rate: from this share of the steps, to this',
      '0.4 / 0.05',
      { 'm0.plan.optimizer.decayFrom': 0.4, 'm0.plan.optimizer.finalShare': 0.05 },
    ],
  ]
  return rows.map(([name, value, uses]) => [`M0, ${name}`, value, 'own', uses])
}

/** Nano's own world. */
const nanoData: Values = {
  promptWriter: null,
  rubric: 'list-review',
  'grading.kind': 'exact',
  length: 'words',
  ...optimized('decayFrom', 0),
  'm0.kind': 'trained',
  'm0.name': 'reading',
  'm0.plan.loss.kind': 'sft',
  'm0.plan.loss.mean': 'tokens',
  'm0.plan.order': 'given',
  'm0.plan.optimizer.kind': 'muon',
}

describe.each(sizes)('nano, quick $quick', (of) => {
  const tier = nano({ seed: 1, quick: of.quick })
  const rows = nanoRows(of)

  testHyperparameters(tier, { rows, fixed: { ...method, ...nanoData }, got })
})

test.each(sizes)('nano, quick $quick: the data are drawn as it is listed', ({ quick, steps }) => {
  const { setup } = nano({ seed: 1, quick })
  const stream = () => randomStream('data')
  const random = stream()
  expect(madeOf(setup.ift, stream())).toEqual(
    Array.from({ length: 3200 }, () => instructionRow(random, writers)),
  )
  const reviews = { size: 1630, habits: writers, responses: 3, thinned: 0.3 }
  expect(madeOf(setup.eft, stream())).toEqual(reviewRows(stream(), reviews))
  if (setup.m0.kind !== 'trained') throw new Error('M0 of nano is trained')
  const plan = { batches: steps, habits: read, ...reading }
  expect(setup.m0.phases[0]!.examples(stream())).toEqual(drawReading(plan, stream()))
})
