import { hyperparameters, type TierSetup } from '@retable/core'
import { lengthInstructed } from '@retable/evaluators'
import { judgedCells, mtBenchWins, testSets } from './cells.ts'
import { claims } from './claims.ts'
import { judgeByAnnotator } from './evaluation/judge.paper.ts'
import type { Arm, Setup } from './setup.ts'

/** The paper's own sizes with Llama 2 70B on Open Assistant. It can be laid out; what runs it comes with the container tiers. */
export function paperTier(): TierSetup<Setup> {
  const { take, taken } = hyperparameters()
  const leastDifference = take('least difference of a pair, words', 10, 'stated §4')
  const margin = take('margin above the longer response, words', 10, 'stated §4')
  take(
    'tight limit',
    'uniform from the shorter response to a word below the longer',
    'assumed (§4: sampled within)',
  )
  take('limit of an example for SFT', 'its own words and the margin', 'assumed')
  take('pairs of LIFT-DPO', 'the ordinary ones and those with limits', 'inferred')
  take('model that DPO starts from', 'after SFT without limits, for every arm', 'assumed')
  const beta = take('beta', 0.1, 'assumed (as in Self-Rewarding)')
  const penalties = take('length regulariser of R-DPO', [0.01, 0.1], 'stated tables 3 and 5')
  const batchSize = take('batch size', 16, 'assumed (as in Self-Rewarding)')
  const dpoRate = take(
    'learning rate of DPO',
    1e-6,
    'assumed (as in Self-Rewarding)',
    () => '1e-6, falling to 1e-7',
  )
  const sftRate = take(
    'learning rate of SFT',
    5.5e-6,
    'assumed (as in Self-Rewarding)',
    () => '5.5e-6, falling to 1.1e-6',
  )
  const dpoFinalShare = take(
    'decay of the learning rate of DPO',
    0.1,
    'assumed (as in Self-Rewarding)',
    () => 'linear, to a tenth',
  )
  const sftFinalShare = take(
    'decay of the learning rate of SFT',
    0.2,
    'assumed (as in Self-Rewarding)',
    () => 'linear, to a fifth',
  )
  const passes = take('passes over the data', 1, 'assumed')
  const warmup = take('warm-up steps', 0, 'assumed')
  const clip = take('gradient clipping', 1, 'assumed')
  const weightDecay = take('optimizer', 0, 'assumed', () => 'AdamW, no weight decay')
  const betas = take('AdamW, betas', [0.9, 0.999], 'assumed')
  const epsilon = take('AdamW, epsilon', 1e-8, 'assumed')
  const examples = take('examples for SFT', 3200, 'stated §5.1')
  const pairs = take('pairs after the filter', 2977, 'stated §5.1 (after the filter: inferred)')
  const scales = take('scales of the limits', [0.5, 0.25, 0.1], 'assumed (figure 3 goes down to 0.1)')
  const temperature = take('temperature', 0, 'assumed', () => 'greedy')
  const topP = take('top-p', 1, 'assumed')
  const maxTokens = take('most tokens per response', 2048, 'assumed')
  const judgeModel = take('judge', 'gpt-4-1106-preview', 'assumed (§5.3: GPT-4)')
  const unread = () => {
    throw new Error('the paper tier is laid out only; its data are read when it is run')
  }
  const optimizer = (learningRate: number, finalShare: number) =>
    ({
      kind: 'adamw',
      ...{ learningRate, weightDecay, clip, warmup, decayFrom: 0, finalShare, betas, epsilon },
    }) as const
  // A pass over the largest set, all pairs, ends every training by itself.
  const common = { batchSize, passes, maxSteps: 10_000, order: 'shuffled' } as const
  return {
    setup: {
      base: { kind: 'hub', repository: 'meta-llama/Llama-2-70b-hf', revision: null },
      preferences: { size: pairs, make: unread },
      limits: { template: lengthInstructed, margin },
      leastDifference,
      sft: {
        examples: { size: examples, make: unread },
        plan: {
          ...common,
          loss: { kind: 'sft', mean: 'tokens' },
          optimizer: optimizer(sftRate, sftFinalShare),
        },
      },
      dpo: { ...common, loss: { kind: 'dpo', beta, alpha: 0 }, optimizer: optimizer(dpoRate, dpoFinalShare) },
      arms: [
        'base',
        'sft',
        'dpo',
        'lift-dpo',
        ...penalties.map((penalty): Arm => `r-dpo ${penalty}`),
        'sft with limits',
        'dpo on pairs with limits',
        'sft on winners',
      ],
      tests: [
        { name: testSets.limits, isLimited: true, size: 802, make: unread },
        { name: testSets.mtBench, isLimited: true, size: 240, make: unread },
        { name: testSets.open, isLimited: false, size: 805, make: unread },
      ],
      sampling: { temperature, topP, maxTokens },
      scales,
      judge: judgeByAnnotator(judgeModel, { temperature: 0, topP: 1, maxTokens: 1 }),
    },
    engine: {
      engine: 'none',
      settings: {
        parameters: 70e9,
        reason: 'needs Llama 2 70B on GPUs, to be trained whole, which no runtime here drives yet',
      },
    },
    engines: {
      judge: {
        engine: 'none',
        settings: { reason: `needs ${judgeModel} of OpenAI’s API, which no engine here asks yet` },
      },
    },
    claims: claims(scales),
    underpowered: false,
    hyperparameters: taken,
    remarks: [
      'MT-Bench-LI’s limits come from samples that were not released; its 240 prompts are counted, and cannot be rebuilt.',
    ],
    differences: [
      {
        of: 'method',
        statement: 'the last checkpoint is taken; the paper chooses one by GPT-4 Turbo on 253 examples',
      },
      {
        of: 'judge',
        statement: 'its label is taken; AlpacaEval 2 weighs both labels by their log-probabilities',
        cells: judgedCells,
      },
      {
        of: 'judge',
        statement: 'AlpacaEval 2’s annotator judges MT-Bench-LI as well, and not MT-Bench’s pairwise prompt',
        cells: mtBenchWins,
      },
    ],
  }
}
