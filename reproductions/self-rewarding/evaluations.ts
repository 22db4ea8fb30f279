import type { PaperEvaluation } from '@retable/core'

const rows = ['llama-2-70b', 'sft-baseline', 'm1', 'm2', 'm3']
const common = {
  route: { value: 'completions', source: 'assumed' },
  samples: { value: 1, source: 'assumed' },
  temperature: { value: 0, source: 'assumed' },
  topP: { value: 1, source: 'assumed' },
  maxTokens: { value: 2048, source: 'assumed' },
} as const

/**
 * How table 9's GSM8K and ARC-Challenge columns may have been measured: what was read of the paper does not say. Its row
 * of Llama 2 70B has the figures of Llama 2's own paper (arXiv 2307.09288), which tells something of both.
 */
export const evaluations: readonly PaperEvaluation[] = [
  {
    ...common,
    benchmark: 'gsm8k',
    prompt: { value: 'lm-eval-5-shot', source: 'assumed' },
    variant: { value: 'lm-eval-strict', source: 'assumed' },
    open: [
      {
        name: 'worked examples',
        value: '5; the figure of the row Llama 2 70B, 56.8, is quoted elsewhere as 8-shot',
        source: 'assumed',
      },
    ],
    cells: of('gsm8k'),
  },
  {
    ...common,
    benchmark: 'arc',
    prompt: {
      value: 'lm-eval',
      source: 'inferred: by log-likelihood, as the figure of Llama 2 70B is',
    },
    variant: { value: 'acc-norm', source: 'assumed' },
    cells: of('arc-challenge'),
  },
]

function of(column: string): Readonly<Record<string, string>> {
  return Object.fromEntries(rows.map((row) => [`table-3-table-9/${row}/${column}`, 'accuracy']))
}
