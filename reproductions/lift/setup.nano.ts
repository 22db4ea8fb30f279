import {
  hyperparameters,
  randomInteger,
  type RandomStream,
  type SetupOptions,
  type TierSetup,
} from '@retable/core'
import {
  drawExamples,
  drawInstructions,
  drawPairs,
  instructionText,
  pieces,
  withWordLimit,
  writeFreely,
  writeResponse,
  type ListInstruction,
} from '@retable/nano-tasks/length-limits'
import { wordCount } from '@retable/evaluators'
import { baseTraining } from './base.nano.ts'
import { testSets } from './cells.ts'
import { claims } from './claims.ts'
import { gradeResponse, judgeByQuality } from './evaluation/judge.nano.ts'
import type { Setup, TestItem } from './setup.ts'

/** The method on generated list instructions with nanolm, in a minute and a half. */
export function nano({ quick }: SetupOptions): TierSetup<Setup> {
  const sizes = quick
    ? { base: 250, examples: 640, preferences: 640, test: 256 }
    : { base: 450, examples: 1280, preferences: 1300, test: 512 }
  const { take, taken } = hyperparameters()
  const beta = take('beta', 0.1, 'assumed (as in Self-Rewarding; the paper: not stated)')
  const leastDifference = take('least difference of a pair, words', 2, 'own (stated §4: 10)')
  const margin = take('margin above the longer response, words', 1, 'own (stated §4: 10)')
  take(
    'tight limit',
    'uniform from the shorter response to a word below the longer',
    'assumed (§4: sampled within)',
  )
  take('limit of an example for SFT', 'its own words and the margin', 'assumed (the paper: not stated)')
  take('pairs of LIFT-DPO', 'the ordinary ones and those with limits', 'inferred')
  take('model that DPO starts from', 'after SFT without limits, for every arm', 'assumed')
  const batchSize = take('batch size', 32, 'own (the paper: not stated)')
  const dpoRate = take('learning rate of DPO', 2e-4, 'own (the paper: not stated)')
  const sftRate = take('learning rate of SFT', 1e-3, 'own (the paper: not stated)')
  const passes = take('passes over the data, every arm', 1, 'assumed (the paper: not stated)')
  const examples = take('examples for SFT', sizes.examples, 'own (the paper: 3,200)')
  const preferences = take('pairs before the filter', sizes.preferences, 'own (the paper: 2,977 after it)')
  const tested = take('test instructions', sizes.test, 'own (the paper: 802 with limits, 805 without)')
  const scales = take('scales of the limits', [0.5, 0.25, 0.1], 'assumed (figure 3 goes down to 0.1)')
  const temperature = take('temperature', 0, 'assumed', () => 'greedy')
  const topP = take('top-p', 1, 'assumed')
  const maxTokens = take('most tokens per response', 9, 'own')
  const warmup = take('warm-up steps', 3, 'own (the paper: not stated)')
  const sftFinalShare = take(
    'decay of the learning rate of SFT',
    0.1,
    'own (the paper: not stated)',
    () => 'linear, to a tenth',
  )
  const dpoFinalShare = take(
    'decay of the learning rate of DPO',
    1,
    'own (the paper: not stated)',
    () => 'none',
  )
  const clip = take('gradient clipping', 1, 'own (the paper: not stated)')
  const weightDecay = take('optimizer', 0, 'assumed', () => 'AdamW, no weight decay')
  const betas = take('AdamW, betas', [0.9, 0.99], 'own (the paper: not stated)')
  const epsilon = take('AdamW, epsilon', 1e-8, 'own (the paper: not stated)')
  const slips = take('share of responses with a slip', 0.25, 'own')
  const model = take('model', { width: 64, layers: 3, heads: 4, context: 20 }, 'own', (size) => {
    return `width ${size.width}, ${size.layers} layers, ${size.heads} heads, context ${size.context}`
  })
  const base = baseTraining(take, { steps: sizes.base, slips })
  const optimizer = {
    kind: 'adamw',
    ...{ weightDecay, clip, warmup, decayFrom: 0, betas, epsilon },
  } as const
  // One pass ends every training before that.
  const common = { batchSize, passes, maxSteps: 1000, order: 'shuffled' } as const
  const items = (isLimited: boolean) => (random: RandomStream) =>
    drawInstructions('test', tested, random).map((asked, i) => {
      return testItem(random, asked, { id: String(i), isLimited, slips })
    })
  const setup: Setup = {
    base: base.base,
    preferences: { size: preferences, make: (random) => drawPairs(preferences, slips, random) },
    limits: { template: withWordLimit, margin },
    leastDifference,
    sft: {
      examples: { size: examples, make: (random) => drawExamples(examples, slips, random) },
      plan: {
        ...common,
        loss: { kind: 'sft', mean: 'tokens' },
        optimizer: { ...optimizer, learningRate: sftRate, finalShare: sftFinalShare },
      },
    },
    dpo: {
      ...common,
      loss: { kind: 'dpo', beta, alpha: 0 },
      optimizer: { ...optimizer, learningRate: dpoRate, finalShare: dpoFinalShare },
    },
    arms: ['base', 'sft', 'dpo', 'lift-dpo', 'sft with limits', 'dpo on pairs with limits', 'sft on winners'],
    tests: [
      { name: testSets.limits, isLimited: true, size: tested, make: items(true) },
      { name: testSets.open, isLimited: false, size: tested, make: items(false) },
    ],
    sampling: { temperature, topP, maxTokens },
    scales,
    judge: judgeByQuality,
    grade: gradeResponse,
  }
  return {
    setup,
    engine: { engine: 'nanolm', settings: { pieces, ...model } },
    claims: claims(scales),
    underpowered: quick,
    hyperparameters: taken,
    gates: [
      {
        of: { setting: `base/${testSets.open}`, metric: 'right_words' },
        least: 0.95,
        statement:
          'The base has to know the operations: 95 % of the words that it writes without a limit are right (development seeds 3 to 5: 99.9 to 100 %), so that what arms do differently is how long they write',
      },
    ],
    remarks: [
      ...base.remarks,
      'Planted in the pairs: a judge by rule takes the response with the higher quality, right words less half a word for each wrong one. Of two right responses that is the longer, so that DPO on ordinary pairs makes responses longer; of the pairs far enough apart about 94 % have a longer winner (the paper: 64 %).',
      'Win rates are judged by the same rule, against a response of the corpus’s writers; under limits that response sets the limit, as the shortest of three models’ does in the paper.',
      'Every arm passes once over its own data, so that LIFT-DPO takes three times the steps of DPO, as it would in the paper tier.',
      'R-DPO is not run: the loss of this tier’s engine has no length regulariser. What is said of DPO and R-DPO is tested on DPO alone.',
    ],
    differences: [
      { of: 'model', statement: 'a small model trained here, and not Llama 2 70B' },
      {
        of: 'data',
        statement: 'generated list instructions, and not Open Assistant’s; limits of 1 to 7 words',
      },
      { of: 'judge', statement: 'a rule that knows the right words, and not GPT-4' },
      { of: 'benchmark version', statement: 'generated instructions, and not AlpacaEval’s' },
      {
        of: 'sizes',
        statement: 'fewer examples, pairs, test instructions and training steps than the paper’s',
      },
      {
        of: 'method',
        statement: 'the last checkpoint is taken; the paper chooses one by GPT-4 Turbo on 253 examples',
      },
      {
        of: 'method',
        statement:
          'pairs differ by 2 words or more and the margin above the longer is 1 word; in the paper both are 10',
      },
      {
        of: 'benchmark version',
        statement: 'one writer’s response sets a limit, and not the shortest of three models’',
      },
    ],
  }
}

/**
 * A test instruction. A writer's response of 1 to 7 words sets its limit, and is the baseline where the limit is stated;
 * where it is not, another's is, who writes freely.
 */
function testItem(
  random: RandomStream,
  asked: ListInstruction,
  { id, isLimited, slips }: { readonly id: string; readonly isLimited: boolean; readonly slips: number },
): TestItem {
  const short = writeResponse(random, asked, { length: randomInteger(random, 1, 7), slips })
  const baseline = isLimited ? short : writeFreely(random, asked, slips)
  return { id, instruction: instructionText(asked), baseline, limit: wordCount(short) }
}
