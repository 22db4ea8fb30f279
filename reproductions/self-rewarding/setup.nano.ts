import { hyperparameters, type RandomStream, type SetupOptions, type TierSetup } from '@retable/core'
import {
  answerPrompt,
  drawInstructions,
  exactQuality,
  instructionRow,
  instructionText,
  listPieces,
  listReview,
  newInstructionPrompt,
  qualityOf,
  rankedResponses,
  readInstruction,
  reviewRows,
  splitOfInstruction,
  type ResponseHabits,
} from '@retable/nano-tasks'
import { pretraining } from './base.nano.ts'
import { claims } from './claims.ts'
import type { Instruction, RankedResponse, Setup } from './setup.ts'

/** The method on operations on lists with nanolm, in minutes. */
export function nano({ quick }: SetupOptions): TierSetup<Setup> {
  const sizes = quick
    ? { m0: 180, passes: 0.3, steps: 8, written: 400, kept: 160, tests: 128, ranked: 48 }
    : { m0: 900, passes: 1.5, steps: 30, written: 1800, kept: 800, tests: 512, ranked: 256 }
  const { take, taken } = hyperparameters()
  const own = (paper: string) => `own (the paper: ${paper})`
  const unstated = own('not stated')
  const iterations = take('iterations', 2, 'stated §2.4')
  const ift = take('IFT, rows', 3200, 'stated §3.1.1')
  const eft = take('EFT, rows', 1630, 'stated §3.1.1')
  const fewReviews = take('EFT, rows for the weak judge', 60, 'own')
  const responses = take('EFT, responses to an instruction', 3, own('2.85'))
  const thinned = take('EFT, share of scores of 4 that are left out', 0.3, unstated)
  const written = take('instructions written, by iteration', sizes.written, unstated)
  const kept = take('instructions kept, by iteration', sizes.kept, unstated)
  const [ofIft, ofWritten] = take('demonstrations of IFT / written before', [0, 0], own('6 / 2'))
  const alike = take('ROUGE-L from which on an instruction is not new', 0.9, own('as Self-Instruct’s, 0.7'))
  const writing = take('temperature and top-p of new instructions', [1, 1], own('0.6 / 0.9'))
  const samples = take('answers to an instruction', 4, 'stated §3.1.3')
  const reviewed = take('reviews of an answer', 3, 'stated §3.1.3')
  const [temperature, topP] = take('temperature and top-p', [0.7, 0.9], 'stated §3.1.3')
  const beta = take('beta', 0.1, 'stated §3.1.3')
  const passes = take('SFT, passes', sizes.passes, unstated)
  const sftSteps = take('SFT, most steps', 500, unstated)
  const sftRates = take('SFT, rates of Muon / AdamW', [0.01, 4e-3], own('AdamW alone, 5.5e-6'))
  const sftBatch = take('SFT, batch size', 32, own('16'))
  const sftDecay = take('SFT, decay of the rate', 0.1, own('cosine, to 0.2'), () => 'linear, to a tenth')
  const dpoRate = take('DPO, learning rate', 1e-4, own('1e-6'))
  const dpoBatch = take('DPO, batch size', 32, own('16'))
  const dpoSteps = take('DPO, steps', sizes.steps, own('early stopping'))
  const dpoDecay = take('DPO, decay of the rate', 1, own('to 1e-7'), () => 'none')
  const [sftWarmup, dpoWarmup] = take('warm-up steps, SFT / DPO', [10, 3], unstated)
  const betas = take('AdamW, betas', [0.9, 0.99], unstated)
  const epsilon = take('AdamW, epsilon', 1e-8, unstated)
  const momentum = take('Muon, momentum', 0.95, 'own')
  const weightDecay = take('weight decay', 0, unstated)
  const clip = take('gradient clipping', 1, unstated)
  const answerTokens = take('most tokens of an answer', 8, 'own')
  const reviewTokens = take('most tokens of a review', 24, 'own')
  const answering = take('temperature of test answers', 0, 'assumed')
  const tests = take('test instructions', sizes.tests, own('256'))
  const ranked = take('ranked instructions', sizes.ranked, own('541 of EFT'))
  const rankedTo = take('ranked responses to an instruction', 3, own('2.85'))
  const habits: ResponseHabits = take(
    'habits of the writers of IFT',
    { right: 0.33, confused: 0.42, swapped: 0.06, dropped: 0.07, doubled: 0.05, chatter: 0.07 },
    'own',
    shares,
  )
  const read: ResponseHabits = take(
    'habits of what M0 reads',
    { right: 0.28, confused: 0.47, swapped: 0.06, dropped: 0.07, doubled: 0.05, chatter: 0.07 },
    'own',
    shares,
  )
  const model = take('model', { width: 64, layers: 3, heads: 4, context: 36 }, 'own', (size) => {
    return `width ${size.width}, ${size.layers} layers, ${size.heads} heads, context ${size.context}`
  })
  const m0 = pretraining(take, { batches: sizes.m0, habits: read })
  const common = { betas, epsilon, weightDecay, clip, decayFrom: 0 } as const
  const setup: Setup = {
    m0: m0.base,
    promptWriter: null,
    ift: { size: ift, make: (random) => Array.from({ length: ift }, () => instructionRow(random, habits)) },
    eft: { size: eft, make: (random) => reviewRows(random, { size: eft, habits, responses, thinned }) },
    ranked: {
      size: ranked * rankedTo,
      make: (random) => rankedOf(random, { instructions: ranked, habits, responses: rankedTo }),
    },
    testInstructions: { size: tests, make: (random) => testInstructions(tests, random) },
    rubric: listReview,
    iterations,
    newInstructions: {
      sizes: () => ({ written, kept }),
      shown: { ift: ofIft, written: ofWritten },
      prompt: () => newInstructionPrompt,
      sampling: { temperature: writing[0], topP: writing[1], maxTokens: answerTokens },
      read: usable,
      alike,
      ask: answerPrompt,
    },
    answers: { samples, sampling: { temperature, topP, maxTokens: answerTokens } },
    reviews: { samples: reviewed, sampling: { temperature, topP, maxTokens: reviewTokens } },
    sft: {
      loss: { kind: 'sft', mean: 'tokens' },
      optimizer: {
        kind: 'muon',
        ...{ matrixLearningRate: sftRates[0], learningRate: sftRates[1], momentum },
        ...{ ...common, warmup: sftWarmup, finalShare: sftDecay },
      },
      ...{ batchSize: sftBatch, passes, maxSteps: sftSteps, order: 'shuffled' },
    },
    dpo: {
      loss: { kind: 'dpo', beta, alpha: 0 },
      optimizer: {
        kind: 'adamw',
        ...{ learningRate: dpoRate, ...common, warmup: dpoWarmup, finalShare: dpoDecay },
      },
      ...{ batchSize: dpoBatch, maxSteps: dpoSteps, order: 'shuffled' },
    },
    evaluation: {
      answering: { temperature: answering, topP: 1, maxTokens: answerTokens },
      grading: { kind: 'exact', quality: exactQuality },
      length: 'words',
    },
    fewReviews,
  }
  return {
    setup,
    engine: { engine: 'nanolm', settings: { pieces: listPieces, ...model } },
    claims,
    underpowered: quick,
    gates: [
      {
        of: { setting: 'm1', metric: 'pairwise accuracy' },
        least: 0.75,
        statement:
          'the first judge has to order three of four pairs of ranked responses as their ranks do, or nothing is said of what comes of its scores; set on development seeds 3 and 4',
      },
    ],
    hyperparameters: taken,
    remarks: [
      'Planted: a third of the responses that the model imitates are right, and more carry out another operation, always the same in an operation’s place; the rest have slips.',
      ...m0.remarks,
      'Reviews of EFT are right, position by position, and not a model’s own that agree with people’s ranks.',
      'Quality is exact: 5 less one for each position that differs from the right response. It takes the place of GPT-4 as the judge of answers, and of people’s ranks.',
      'M0 writes the new instructions, without demonstrations; those of the test and development splits are not kept.',
    ],
    differences: [
      { of: 'model', statement: 'a small model trained here, and not Llama 2 70B' },
      { of: 'data', statement: 'operations on short lists, and not Open Assistant’s instructions' },
      { of: 'judge', statement: 'answers are compared by their exact quality, and not by GPT-4 or people' },
      { of: 'sizes', statement: 'fewer new instructions and training steps than the paper’s' },
      { of: 'method', statement: 'new instructions are written by M0 without demonstrations' },
      { of: 'method', statement: 'reviews of EFT are right by construction, and not a model’s own' },
      {
        of: 'method',
        statement:
          'trainings have no dropout, DPO takes 30 steps at a constant rate, and the last checkpoint is taken; the paper stops early by Claude 2',
      },
    ],
  }
}

function shares(habits: ResponseHabits): string {
  return Object.entries(habits)
    .map(([kind, share]) => `${kind} ${share}`)
    .join(', ')
}

/** What the model wrote, where it is an instruction for training. */
function usable(text: string): string | null {
  const one = readInstruction(text)
  return one !== null && splitOfInstruction(one) === 'train' ? text : null
}

function testInstructions(size: number, random: RandomStream): Instruction[] {
  return drawInstructions('test', size, random).map((one, i) => {
    const instruction = instructionText(one)
    return { id: String(i), instruction, prompt: answerPrompt(instruction) }
  })
}

/** Responses to instructions of the development split, in ranks of their exact quality. */
function rankedOf(
  random: RandomStream,
  options: { readonly instructions: number; readonly habits: ResponseHabits; readonly responses: number },
): RankedResponse[] {
  return drawInstructions('development', options.instructions, random).flatMap((one, i) => {
    const all = rankedResponses(random, one, options)
    const qualities = all.map((response) => qualityOf(one, response))
    return all.map((response, j) => ({
      id: `${i}/${j}`,
      item: String(i),
      instruction: instructionText(one),
      responses: [response] as const,
      rank: qualities.filter((quality) => quality > qualities[j]!).length,
    }))
  })
}
