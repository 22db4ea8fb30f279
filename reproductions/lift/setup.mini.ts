import { hyperparameters, type SetupOptions, type TierSetup } from '@retable/core'
import { lengthInstructed } from '@retable/evaluators'
import { lengthPenalty, miniClaims } from './mini/claims.ts'
import { testSets, wordLimits, wordsSet } from './cells.ts'
import { alpacaEvalData } from './data/alpaca-eval.ts'
import { miniDifferences, miniGates, miniRemarks } from './mini/statements.ts'
import { soundnessOf } from './evaluation/measures.mini.ts'
import type { Arm, Setup, TestSet } from './setup.ts'

/** Recorded seeds that repeat what five seeds are needed for, and nothing else. */
export const repeatedSeeds: readonly number[] = [62, 63, 64, 65]

const stated10 = 'stated §4'
const open = 'own (the paper: not stated)'

/**
 * The method on a real model of 135 million weights, real instructions and real preferences, on two processor cores. Arms
 * and limits that no claim of five seeds needs are run on every seed but the repeated ones.
 */
export function mini({ seed, quick }: SetupOptions): TierSetup<Setup> {
  const isWhole = !quick && !repeatedSeeds.includes(seed)
  const sizes = quick
    ? { pairs: 8, steps: 2, warmup: 1, batch: 4, test: 6, once: 6, tokens: 32 }
    : { pairs: 128, steps: 48, warmup: 8, batch: 8, test: 200, once: 100, tokens: 128 }
  const { take, taken } = hyperparameters()
  const beta = take('beta', 0.1, 'assumed (as in Self-Rewarding; the paper: not stated)')
  const leastDifference = take('least difference of a pair, words', 10, stated10)
  const margin = take('margin above the longer response, words', 10, stated10)
  take(
    'tight limit',
    'uniform from the shorter response to a word below the longer',
    'assumed (§4: sampled within)',
  )
  take('pairs of LIFT-DPO', 'the ordinary ones and those with limits', 'inferred')
  take('model that DPO starts from', 'the base, for every arm', 'own (the paper: after SFT)')
  const penalty = take(
    'length regulariser of R-DPO',
    lengthPenalty,
    'stated table 3 (0.01 and 0.1; of the two the one that breaks fewer limits there)',
  )
  const batchSize = take('batch size', sizes.batch, open)
  const maxSteps = take('steps of every arm', sizes.steps, open, (steps) => {
    return quick ? String(steps) : `${steps}: LIFT-DPO passes once over its pairs, DPO three times`
  })
  const learningRate = take('learning rate', 2e-4, open)
  const warmup = take('warm-up steps', sizes.warmup, open)
  const finalShare = take('decay of the learning rate', 0.1, open, () => 'linear, to a tenth')
  const clip = take('gradient clipping', 1, open)
  const weightDecay = take('optimizer', 0, 'assumed', () => 'AdamW, no weight decay')
  const betas = take('AdamW, betas', [0.9, 0.999], open)
  const epsilon = take('AdamW, epsilon', 1e-8, open)
  const adapter = take(
    'adapter',
    { rank: 16, scale: 2, dropout: 0 },
    'own (the paper: full fine-tuning)',
    (of) => {
      return `low rank on all linear maps: rank ${of.rank}, scale ${of.scale}, dropout ${of.dropout}`
    },
  )
  const weights = take('weights under the adapter', 'float32', 'own')
  const microBatch = take('rows at once', 4, 'own')
  const longestRow = take('longest row, tokens', 512, 'own')
  const pairs = take('pairs before those with limits', sizes.pairs, 'own (stated §5.1: 2,977)')
  const leastGap = take(
    'lead of a winner against the common baseline, log-odds',
    1,
    'own (the paper: ranks of Open Assistant)',
  )
  const longestInstruction = take('longest instruction, tokens', 70, 'own')
  const longestAnswer = take('longest response of a pair, tokens', 90, 'own')
  const development = take('instructions left for development', 64, 'own')
  const tested = take('test instructions', sizes.test, 'own (the paper: 802 with limits, 805 without)')
  const once = take('of them on one seed, without limits and under those for all', sizes.once, 'own')
  const limitOf = take(
    'limits',
    { scale: 0.25, least: 10, most: 80 },
    'own (the paper: AlpacaEval-LI’s)',
    (of) => {
      return `${of.scale} of AlpacaEval-LI’s, kept within ${of.least} and ${of.most} words`
    },
  )
  const forAll = take('limits for all instructions alike, words', wordLimits, 'own')
  const temperature = take('temperature', 0, 'assumed', () => 'greedy')
  const topP = take('top-p', 1, 'assumed')
  const maxTokens = take('most tokens per response', sizes.tokens, 'own')
  const openTokens = take('most tokens per response without a limit', quick ? 64 : 300, 'own')
  const drawnTogether = take('requests drawn together', 50, 'own')
  const sampling = { temperature, topP, maxTokens }
  const { preferences, testItems } = alpacaEvalData({
    split: { mostTokens: longestInstruction, test: tested, development },
    longestAnswer,
    pairs: { leastGap, leastDifference, most: pairs },
  })
  const kept = (words: number) => Math.min(limitOf.most, Math.max(limitOf.least, Math.round(words)))
  const scaled = (first: number) => testItems(({ limit }) => kept(limitOf.scale * limit), first)
  const compared: readonly Arm[] = ['base', 'dpo', 'lift-dpo']
  const more: readonly TestSet[] = [
    {
      ...{ name: testSets.open, isLimited: false, sampling: { ...sampling, maxTokens: openTokens } },
      ...scaled(once),
    },
    ...forAll.map((limit) => ({
      ...{ name: wordsSet(limit), isLimited: true, arms: compared },
      ...testItems(() => limit, once),
    })),
  ]
  const setup: Setup = {
    base: { kind: 'packaged', id: 'smollm2-135m' },
    preferences,
    limits: { template: lengthInstructed, margin },
    leastDifference,
    dpo: {
      loss: { kind: 'dpo', beta, alpha: 0 },
      optimizer: {
        kind: 'adamw',
        ...{ learningRate, weightDecay, clip, warmup, decayFrom: 0, finalShare, betas, epsilon },
      },
      ...{ batchSize, maxSteps, order: 'shuffled' },
    },
    arms: isWhole
      ? [...compared, 'dpo for one pass', 'dpo on pairs with limits', `r-dpo ${penalty}`]
      : compared,
    tests: [{ name: testSets.limits, isLimited: true, ...scaled(tested) }, ...(isWhole ? more : [])],
    sampling,
    scales: [],
    measures: soundnessOf,
  }
  return {
    setup,
    engine: {
      engine: 'served',
      settings: {
        ...{ maxTokens: longestRow, adapter, weights, autocast: null, gradientCheckpointing: false },
        ...{
          microBatch,
          batch: drawnTogether,
          threads: 1,
          device: 'cpu',
          fresh: null,
          checkpointSeconds: 20,
        },
        needs: { memory: 8 },
      },
    },
    pace: {
      ...{ cores: 2, tokensDrawn: 41, textsTrained: 0.73 },
      measured:
        'Measured of one core of a virtual machine while much else ran on it: 50,859 tokens were drawn in 1,244 s of processor time, and 26 steps of 16 texts trained in 572 s.',
    },
    claims: miniClaims({ isWhole }),
    underpowered: quick,
    hyperparameters: taken,
    gates: miniGates,
    remarks: miniRemarks,
    differences: miniDifferences,
  }
}
