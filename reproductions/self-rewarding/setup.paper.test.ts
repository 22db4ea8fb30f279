import {
  testHyperparameters,
  type HyperparameterRow as Row,
  type SetupValues as Values,
} from '@retable/core/testing'
import { paperTier } from './setup.paper.ts'
import { drawn, got, method, nothing, optimized, trained } from './testing-hyperparameters.ts'

// arXiv 2401.10020v3, sections 2.4, 3.1.1, 3.1.3 and 3.1.4; what it leaves open is assumed to be the plainest there is.
const paperRows: readonly Row[] = [
  ['iterations', 2, 'stated §2.4', { iterations: 2 }],
  ['IFT, rows', 3200, 'stated §3.1.1', { 'ift.size': 3200 }],
  ['EFT, rows', 1630, 'stated §3.1.1', { 'eft.size': 1630 }],
  ['EFT evaluation, instructions', 541, 'stated §3.1.1', { 'ranked.size': 1542 }],
  ['EFT evaluation, responses to an instruction', 2.85, 'stated §3.1.1', nothing],
  ['test instructions', 256, 'stated §3.1.4', { 'testInstructions.size': 256 }],
  ['instructions kept, by iteration', '5000 / 9000', 'assumed', { 'newInstructions.kept': [5000, 9000] }],
  [
    'instructions written, by iteration',
    '7500 / 13500',
    'assumed',
    { 'newInstructions.written': [7500, 13_500] },
  ],
  [
    'demonstrations of IFT / written before',
    '6 / 2',
    'stated §3.1.3',
    { 'newInstructions.shown.ift': 6, 'newInstructions.shown.written': 2 },
  ],
  [
    'new instructions, temperature / top-p',
    '0.6 / 0.9',
    'stated §3.1.3',
    { 'newInstructions.sampling.temperature': 0.6, 'newInstructions.sampling.topP': 0.9 },
  ],
  ['most tokens of a new instruction', 512, 'assumed', { 'newInstructions.sampling.maxTokens': 512 }],
  ['ROUGE-L from which on an instruction is not new', 0.7, 'assumed', { 'newInstructions.alike': 0.7 }],
  ['answers to an instruction', 4, 'stated §3.1.3', { 'answers.samples': 4 }],
  ['reviews of an answer', 3, 'stated §3.1.3', { 'reviews.samples': 3 }],
  [
    'temperature / top-p',
    '0.7 / 0.9',
    'stated §3.1.3',
    { ...drawn('temperature', 0.7), ...drawn('topP', 0.9) },
  ],
  [
    'most tokens of an answer',
    2048,
    'assumed',
    { 'answers.sampling.maxTokens': 2048, 'answering.maxTokens': 2048 },
  ],
  ['most tokens of a review', 512, 'assumed', { 'reviews.sampling.maxTokens': 512 }],
  ['temperature of test answers', 0, 'assumed', { 'answering.temperature': 0 }],
  ['batch size', 16, 'stated §3.1.3', trained('batchSize', 16)],
  [
    'SFT, rate: first / last',
    '0.0000055 / 0.0000011',
    'stated §3.1.3',
    { 'sft.optimizer.learningRate': 5.5e-6, 'sft.optimizer.finalShare': 1.1e-6 / 5.5e-6 },
  ],
  ['SFT, passes', 2, 'assumed', { 'sft.passes': 2 }],
  ['beta', 0.1, 'stated §3.1.3', { 'dpo.loss.beta': 0.1 }],
  [
    'DPO, rate: first / last',
    '0.000001 / 1e-7',
    'stated §3.1.3',
    { 'dpo.optimizer.learningRate': 1e-6, 'dpo.optimizer.finalShare': 1e-7 / 1e-6 },
  ],
  ['DPO, passes', 1, 'assumed', { 'dpo.passes': 1 }],
  ['most steps', 3000, 'assumed', trained('maxSteps', 3000)],
  ['warm-up steps', 0, 'assumed', optimized('warmup', 0)],
  ['decay of the rate', 'linear, from the start', 'own (the paper: cosine)', optimized('decayFrom', 0)],
  ['weight decay', 0, 'assumed', optimized('weightDecay', 0)],
  ['AdamW, betas', '0.9 / 0.999', 'assumed', optimized('betas', [0.9, 0.999])],
  ['AdamW, epsilon', 1e-8, 'assumed', optimized('epsilon', 1e-8)],
  ['gradient clipping', 1, 'assumed', optimized('clip', 1)],
  ['EFT, rows for the weak judge', 60, 'own', { fewReviews: 60 }],
  ['dropout', 0, 'own (the paper: 0.1)', nothing],
  ['checkpoint', 'the last', 'own (the paper: early stopping by Claude 2)', nothing],
  ['reviews that cannot be read', 'left out, and the response if none can be', 'assumed', nothing],
  ['ties for best or worst', 'the first', 'assumed', nothing],
]

const paperData: Values = {
  ...optimized('kind', 'adamw'),
  'm0.kind': 'hub',
  'm0.repository': 'meta-llama/Llama-2-70b-hf',
  'm0.revision': null,
  'promptWriter.kind': 'hub',
  'promptWriter.repository': 'meta-llama/Llama-2-70b-chat-hf',
  'promptWriter.revision': null,
  rubric: 'additive-5-points',
  'grading.kind': 'judged',
  'grading.grader.kind': 'api',
  'grading.grader.name': 'GPT-4',
  'grading.judge': 'head-to-head',
  'grading.drawing.samples': 1,
  'grading.drawing.sampling.temperature': 0,
  'grading.drawing.sampling.topP': 1,
  'grading.drawing.sampling.maxTokens': 8,
  length: 'characters',
}

const tier = paperTier()

testHyperparameters(tier, { rows: paperRows, fixed: { ...method, ...paperData }, got })
