import type { PaperEvaluation } from '@retable/core'
import { ablation, accuracy, further, m0, type Decoding } from './cells.ts'

const plain = { value: 'completions', source: 'stated in appendix D: plain text, no chat template' } as const
const drawn = {
  greedy: {
    samples: { value: 1, source: 'stated in the tables' },
    temperature: { value: 0, source: 'stated in the tables' },
    topP: { value: 1, source: 'assumed' },
  },
  'sc-8-way': {
    samples: { value: 8, source: 'stated in the tables' },
    temperature: { value: 0.7, source: 'inferred: as for training (§3)' },
    topP: { value: 0.9, source: 'inferred: as for training (§3)' },
    open: [
      {
        name: 'majority',
        value: 'what has no answer does not vote, ties go to the answer seen first',
        source: 'assumed',
      },
    ],
  },
} as const satisfies Readonly<Record<Decoding, object>>
const metrics = { greedy: 'accuracy', 'sc-8-way': 'maj@8' } as const satisfies Readonly<
  Record<Decoding, string>
>

const gsm8k = {
  benchmark: 'gsm8k',
  prompt: { value: 'zero-shot-hash', source: 'stated §3, appendix D' },
  variant: { value: 'official', source: 'stated in appendix D: the number behind "####"' },
  route: plain,
  maxTokens: { value: 2048, source: 'assumed' },
} as const
const math = {
  benchmark: 'math',
  prompt: { value: 'zero-shot-boxed', source: 'stated §3, appendix D' },
  variant: { value: 'hendrycks', source: 'assumed: exact match, by no named rule' },
  route: plain,
  maxTokens: { value: 2048, source: 'assumed' },
} as const

const arms = ['irpo-rm', 'lmsi', 'scpo-unsup', 'irpo-gold', 'scpo-semi-sup']
const trained = arms.flatMap((arm) => [`${arm}-m1`, `${arm}-m2`])
const models = ['m1', 'm2'] as const
const rounds = ['m0', 'm1-scpo-unsup', 'm2-scpo-unsup', 'm3-scpo-unsup', 'm3-scpo-unsup-on-test-queries']

/** Accuracy cells of a task: tables 1 and 8, or 2 and 9; and of tables 4 and 10. */
function reasoningCells(task: 'gsm8k' | 'math', decoding: Decoding): string[] {
  const [main, llama31] = task === 'gsm8k' ? ([1, 8] as const) : ([2, 9] as const)
  return [
    ...[m0, ...trained].map((row) => accuracy(main, row, decoding)),
    ...['seed-model-m0', ...trained].map((row) => accuracy(llama31, row, decoding)),
    ...models.flatMap((model) =>
      (['weighted', 'equal'] as const).map((weights) => ablation(task, model, weights, decoding)),
    ),
    ...rounds.map((row) => further(task, row, decoding)),
  ]
}

const thresholds = ['m0', ...['0-1k', '0-3k', '0-5k', '0-7k'].map((tau) => `m1-tau-${tau}`)]
const puzzleRows = [
  ...['llama-3-instruct-70b', 'gemma-2-27b-it-leaderboard', 'claude-3-haiku-leaderboard'],
  ...['m0-llama-3-instruct-8b', 'irpo-rm-m1', 'lmsi-m1', 'lmsi-m2', 'scpo-unsup-m1', 'scpo-unsup-m2'],
]

/** How tables 1 to 5 and 8 to 10 were measured (arXiv 2411.04109v3, §3 and appendix D). */
export const evaluations: readonly PaperEvaluation[] = [
  ...([gsm8k, math] as const).flatMap((on) =>
    (['greedy', 'sc-8-way'] as const).map((decoding): PaperEvaluation => {
      const rows = reasoningCells(on.benchmark, decoding)
      const table5 =
        on.benchmark === 'math' && decoding === 'greedy'
          ? thresholds.map((row) => `table-5/${row}/test-acc`)
          : []
      return { ...on, ...drawn[decoding], cells: of(metrics[decoding], [...rows, ...table5]) }
    }),
  ),
  {
    ...drawn.greedy,
    benchmark: 'zebra-logic',
    prompt: { value: 'zeroeval-1-shot', source: 'stated in appendix D: ZeroEval’s' },
    variant: {
      value: 'zeroeval',
      source: 'inferred: the prompt, the template and copied rows are ZeroEval’s',
    },
    route: { value: 'chat', source: 'assumed: the models follow instructions' },
    maxTokens: { value: 4096, source: 'assumed' },
    cells: Object.assign(
      {},
      ...puzzleRows.map((row) => ({
        ...of('accuracy', [`table-3/${row}/puzzle-acc-overall`]),
        ...of('easy_accuracy', [`table-3/${row}/puzzle-acc-easy`]),
        ...of('hard_accuracy', [`table-3/${row}/puzzle-acc-hard`]),
        ...of('cell_accuracy', [`table-3/${row}/cell-acc`]),
      })),
    ) as Readonly<Record<string, string>>,
  },
]

function of(metric: string, cells: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(cells.map((cell) => [cell, metric]))
}
