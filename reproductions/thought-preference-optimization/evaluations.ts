import type { PaperEvaluation } from '@retable/core'

const source = 'stated in the draft’s table 4: zero-shot'
const asks = [
  { column: 'original', prompt: { value: 'question', source } },
  {
    column: 'answer-only',
    prompt: { value: 'number-only', source: `${source}, "Output only the number answer."` },
  },
] as const

const common = {
  benchmark: 'gsm8k',
  variant: { value: 'lenient', source: 'assumed' },
  route: { value: 'chat', source: 'assumed: the models follow instructions' },
  samples: { value: 1, source: 'assumed' },
  temperature: { value: 0, source: 'assumed' },
  topP: { value: 1, source: 'assumed' },
  maxTokens: { value: 2048, source: 'assumed' },
} as const

const direct = ['direct-baseline-iter-0', 'direct-baseline-iter-4']
const thinking = ['tpo-iter-0', 'tpo-iter-4', 'tpo-ultra-iter-4', 'tpo-ultra-specific-iter-4']

/** How table 4 was measured (§3.5): without thoughts, and with them. */
export const evaluations: readonly PaperEvaluation[] = asks.flatMap(({ column, prompt }) => [
  { ...common, prompt, cells: of(direct, column) },
  {
    ...{ ...common, prompt, cells: of(thinking, column) },
    unlike:
      'the paper asks these models with its thought prompt and grades what follows the thought, which no prompt of GSM8K here does',
  },
])

function of(rows: readonly string[], column: string): Readonly<Record<string, string>> {
  return Object.fromEntries(rows.map((row) => [`table-4/${row}/${column}`, 'accuracy']))
}
