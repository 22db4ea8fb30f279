import { hyperparameters, type TierSetup, type TrainingPlan } from '@retable/core'
import { claims } from './claims.ts'
import { newInstructionsPrompt, readWritten } from './new-instructions/written.ts'
import { additiveRubric } from './rubrics/additive.ts'
import { pairJudge } from './rubrics/pair-judge.ts'
import type { Setup } from './setup.ts'

/** The paper's own sizes with Llama 2 70B. It can be laid out; what runs it comes with the container tiers. */
export function paperTier(): TierSetup<Setup> {
  const { take, taken } = hyperparameters()
  const iterations = take('iterations', 2, 'stated §2.4')
  const ift = take('IFT, rows', 3200, 'stated §3.1.1')
  const eft = take('EFT, rows', 1630, 'stated §3.1.1')
  const ranked = take('EFT evaluation, instructions', 541, 'stated §3.1.1')
  const rankedTo = take('EFT evaluation, responses to an instruction', 2.85, 'stated §3.1.1')
  const tests = take('test instructions', 256, 'stated §3.1.4')
  const kept = take('instructions kept, by iteration', [5000, 9000], 'assumed')
  const written = take('instructions written, by iteration', [7500, 13_500], 'assumed')
  const [ofIft, ofWritten] = take('demonstrations of IFT / written before', [6, 2], 'stated §3.1.3')
  const writing = take('new instructions, temperature / top-p', [0.6, 0.9], 'stated §3.1.3')
  const writtenTokens = take('most tokens of a new instruction', 512, 'assumed')
  const alike = take('ROUGE-L from which on an instruction is not new', 0.7, 'assumed')
  const samples = take('answers to an instruction', 4, 'stated §3.1.3')
  const reviewed = take('reviews of an answer', 3, 'stated §3.1.3')
  const [temperature, topP] = take('temperature / top-p', [0.7, 0.9], 'stated §3.1.3')
  const answerTokens = take('most tokens of an answer', 2048, 'assumed')
  const reviewTokens = take('most tokens of a review', 512, 'assumed')
  const answeringTemperature = take('temperature of test answers', 0, 'assumed')
  const batchSize = take('batch size', 16, 'stated §3.1.3')
  const [sftRate, sftEnd] = take('SFT, rate: first / last', [5.5e-6, 1.1e-6], 'stated §3.1.3')
  const passes = take('SFT, passes', 2, 'assumed')
  const beta = take('beta', 0.1, 'stated §3.1.3')
  const [dpoRate, dpoEnd] = take('DPO, rate: first / last', [1e-6, 1e-7], 'stated §3.1.3')
  const dpoPasses = take('DPO, passes', 1, 'assumed')
  const maxSteps = take('most steps', 3000, 'assumed')
  const warmup = take('warm-up steps', 0, 'assumed')
  const decayFrom = take('decay of the rate', 0, 'own (the paper: cosine)', () => 'linear, from the start')
  const weightDecay = take('weight decay', 0, 'assumed')
  const betas = take('AdamW, betas', [0.9, 0.999], 'assumed')
  const epsilon = take('AdamW, epsilon', 1e-8, 'assumed')
  const clip = take('gradient clipping', 1, 'assumed')
  const fewReviews = take('EFT, rows for the weak judge', 60, 'own')
  take('dropout', 0, 'own (the paper: 0.1)')
  take('checkpoint', 'the last', 'own (the paper: early stopping by Claude 2)')
  take('reviews that cannot be read', 'left out, and the response if none can be', 'assumed')
  take('ties for best or worst', 'the first', 'assumed')
  const plan = (learningRate: number, end: number) =>
    ({
      optimizer: {
        kind: 'adamw',
        ...{ learningRate, betas, epsilon, weightDecay, clip, warmup, decayFrom },
        finalShare: end / learningRate,
      },
      ...{ batchSize, maxSteps, order: 'shuffled' },
    }) as const satisfies Omit<TrainingPlan, 'loss'>
  const setup: Setup = {
    m0: { kind: 'hub', repository: 'meta-llama/Llama-2-70b-hf', revision: null },
    promptWriter: {
      kind: 'hub',
      repository: 'meta-llama/Llama-2-70b-chat-hf',
      revision: null,
    },
    ift: { size: ift, make: unread },
    eft: { size: eft, make: unread },
    ranked: { size: Math.round(ranked * rankedTo), make: unread },
    testInstructions: { size: tests, make: unread },
    rubric: additiveRubric,
    iterations,
    newInstructions: {
      sizes: (t) => ({ written: written[t - 1]!, kept: kept[t - 1]! }),
      shown: { ift: ofIft, written: ofWritten },
      prompt: newInstructionsPrompt,
      sampling: { temperature: writing[0], topP: writing[1], maxTokens: writtenTokens },
      read: readWritten,
      alike,
      ask: (instruction) => `Instruction:\n${instruction}\n\nResponse:\n`,
    },
    answers: { samples, sampling: { temperature, topP, maxTokens: answerTokens } },
    reviews: { samples: reviewed, sampling: { temperature, topP, maxTokens: reviewTokens } },
    sft: { loss: { kind: 'sft', mean: 'tokens' }, ...plan(sftRate, sftEnd), passes },
    dpo: { loss: { kind: 'dpo', beta, alpha: 0 }, ...plan(dpoRate, dpoEnd), passes: dpoPasses },
    evaluation: {
      answering: { temperature: answeringTemperature, topP: 1, maxTokens: answerTokens },
      grading: {
        kind: 'judged',
        grader: { kind: 'api', name: 'GPT-4' },
        judge: pairJudge,
        drawing: { samples: 1, sampling: { temperature: 0, topP: 1, maxTokens: 8 } },
      },
      length: 'characters',
    },
    fewReviews,
  }
  return {
    setup,
    engine: {
      engine: 'none',
      settings: {
        parameters: 70e9,
        reason: 'needs Llama 2 70B on GPUs to train and sample, which no runtime here drives yet',
      },
    },
    claims,
    underpowered: false,
    hyperparameters: taken,
    remarks: [
      'AlpacaEval, MT-Bench and the nine NLP sets are not laid out; figure 3 and table 4 are.',
      'The cost of GPT-4 as the judge of answers is reckoned as if it had 70 billion parameters.',
    ],
    differences: [
      { of: 'judge', statement: 'the prompts of the rubric and of GPT-4 are in our own words' },
      { of: 'method', statement: 'the last checkpoint is taken; the paper stops early by Claude 2' },
      { of: 'method', statement: 'no dropout, and a linear decay in place of a cosine' },
    ],
  }
}

function unread(): never {
  throw new Error('the paper tier is laid out only; its data are read when it is run')
}
