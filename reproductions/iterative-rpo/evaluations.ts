import type { PaperEvaluation } from '@retable/core'
import { gsm8k, iteration, other } from './cells.ts'

const chat = { value: 'chat', source: 'assumed: Llama-2’s template, without a system prompt' } as const
const length = { value: 2048, source: 'assumed' }
const topP = { value: 1, source: 'assumed' }
const greedy = {
  samples: { value: 1, source: 'stated in tables 1 and 2' },
  temperature: { value: 0, source: 'stated in tables 1 and 2' },
} as const
const votes = {
  samples: { value: 32, source: 'stated in tables 1 and 2' },
  temperature: { value: 0.8, source: 'stated in table 1' },
  open: [
    {
      name: 'majority',
      value: 'what has no answer does not vote, ties go to the answer seen first',
      source: 'assumed',
    },
  ],
} as const

const common = { route: chat, topP, maxTokens: length }
const onGsm8k = {
  ...common,
  benchmark: 'gsm8k',
  prompt: { value: 'zero-shot-cot', source: 'stated §3.1, appendix B.1' },
  variant: { value: 'final-answer', source: 'stated §3.1, appendix B.1' },
} as const
const onArc = {
  ...common,
  benchmark: 'arc',
  prompt: { value: 'zero-shot-cot', source: 'stated §3.2, appendix B.1' },
  variant: { value: 'final-letter', source: 'stated §3.2, appendix B.1' },
} as const
const onMath = {
  ...common,
  benchmark: 'math',
  prompt: { value: 'four-shot-cot', source: 'stated §3.3, appendix B.1' },
  variant: { value: 'symbolic', source: 'assumed: "after normalization" (§3.3), by no named rule' },
  unlike:
    'the paper shows four worked problems of MATH’s training split and does not say which; retable has no such split',
} as const

const dpo = 'dpo-initialized-from-llama-2-70b-chat'
const majority = (row: string) => `${row}-majority-voting-32`
const base = 'llama-2-70b-chat-before'
const final = (t: 3 | 4) => `iterative-rpo-final-iteration-${t}`
const inAbstract = (row: string, task: string) => `abstract/${row}/${task}`

/** Rows of table 1 under greedy decoding. */
const gsm8kRows = [
  'zero-shot-cot',
  ...[1, 2, 3, 4].map(iteration),
  dpo,
  'dpo-initialized-from-sft-trained-on-iteration-1-chosen-seqs',
  'sft-on-gold-cot-examples',
  'star-1-iteration',
  'star-1-iteration-twice-as-much-data',
  'iterative-rpo-1-iteration-initialized-from-sft-trained-on-chosen-seqs',
  'iterative-rpo-1-iteration-twice-as-much-data',
]
/** Rows of table 2 under greedy decoding; each task has trained models of its own. */
const otherRows = [
  'cot',
  ...[1, 2, 3].map(iteration),
  'sft-on-chosen-sequences',
  dpo,
  'dpo-init-from-sft-model-trained-on-chosen-seqs',
]
const otherVotes = ['cot', iteration(3)].map(majority)

/** How tables 1 and 2, and what the abstract repeats of them, were measured (arXiv 2404.19733v3, §3 and appendix B.1). */
export const evaluations: readonly PaperEvaluation[] = [
  {
    ...onGsm8k,
    ...greedy,
    cells: of('accuracy', [
      ...gsm8kRows.map(gsm8k),
      inAbstract(base, 'gsm8k'),
      inAbstract(final(4), 'gsm8k'),
    ]),
  },
  {
    ...onGsm8k,
    ...votes,
    cells: of('maj@32', [
      ...['zero-shot-cot', iteration(3), iteration(4)].map((row) => gsm8k(majority(row))),
      inAbstract(majority(final(4)), 'gsm8k'),
    ]),
  },
  ...([onArc, onMath] as const).flatMap((on): PaperEvaluation[] => {
    const task = on.benchmark === 'arc' ? 'arc-challenge' : 'math'
    const abstract = [base, final(3)].map((row) => inAbstract(row, task))
    return [
      { ...on, ...greedy, cells: of('accuracy', [...otherRows.map((row) => other(row, task)), ...abstract]) },
      { ...on, ...votes, cells: of('maj@32', otherVotes.map((row) => other(row, task))) }, // prettier-ignore
    ]
  }),
]

function of(metric: string, cells: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(cells.map((cell) => [cell, metric]))
}
