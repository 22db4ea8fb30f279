import type { CellMapping } from '@retable/core'

/** Test sets as tiers name them; the nano and mini tiers have the two without MT-Bench. */
export const testSets = { limits: 'limits', mtBench: 'mt-bench limits', open: 'no limit' } as const

/** Limits, in words, that the mini tier states with all test instructions alike. */
export const wordLimits = [15, 30, 60] as const

/** The test set of such a limit. */
export function wordsSet(limit: number): string {
  return `${limit} words`
}

/** Arms of the recipe, by their rows on Llama 2 70B in the tables. */
const rows: Readonly<Record<string, { readonly limits: readonly string[]; readonly open: string }>> = {
  sft: { limits: ['table-5/llama2-70b-normal-sft'], open: 'table-6/llama2-70b-normal-sft' },
  dpo: {
    limits: ['table-3/llama2-70b-base-standard-dpo', 'table-5/llama2-70b-normal-dpo'],
    open: 'table-6/llama2-70b-normal-dpo',
  },
  'lift-dpo': {
    limits: ['table-3/llama2-70b-base-lift-dpo', 'table-5/llama2-70b-lift-dpo'],
    open: 'table-6/llama2-70b-lift-dpo',
  },
  'sft with limits': {
    limits: ['table-5/llama2-70b-normal-lenctrl-sft'],
    open: 'table-6/llama2-70b-normal-lenctrl-sft',
  },
  ...Object.fromEntries(
    (['0.01', '0.1'] as const).map((penalty) => {
      const alpha = `alpha-${penalty.replace('.', '-')}`
      const limits = [`table-3/llama2-70b-base-r-dpo-${alpha}`, `table-5/llama2-70b-reg-dpo-${alpha}`]
      return [`r-dpo ${penalty}`, { limits, open: `table-6/llama2-70b-reg-dpo-${alpha}` }]
    }),
  ),
  'dpo on pairs with limits': {
    limits: ['table-5/llama2-70b-lenctrl-dpo-li-pairs-only'],
    open: 'table-6/llama2-70b-lenctrl-dpo',
  },
}

/** Columns with what stands beside them. */
const limited = { vlt: 'violation_rate', win: 'win_rate', words: 'mean_words' }
const open = { 'vlt-vs-li-limit-no-li-in-prompt': 'violation_rate', win: 'win_rate', words: 'mean_words' }

/** Which setting and metric of a run stands beside a reported cell. */
export const cells: readonly CellMapping[] = Object.entries(rows).flatMap(([arm, row]) => [
  ...row.limits.flatMap((each) => [
    ...beside(`${each}/alpacaeval-li-`, limited, `${arm}/${testSets.limits}`),
    ...beside(`${each}/mt-bench-li-`, limited, `${arm}/${testSets.mtBench}`),
  ]),
  ...beside(`${row.open}/`, open, `${arm}/${testSets.open}`),
])

/** Cells of win rates, which rest on a judge. */
export const judgedCells: readonly string[] = cells
  .filter(({ measured }) => measured.metric === 'win_rate')
  .map(({ cell }) => cell)

/** Those on MT-Bench-LI. */
export const mtBenchWins: readonly string[] = judgedCells.filter((cell) => cell.endsWith('/mt-bench-li-win'))

function beside(row: string, columns: Readonly<Record<string, string>>, setting: string): CellMapping[] {
  return Object.entries(columns).map(([column, metric]) => ({
    cell: `${row}${column}`,
    measured: { setting, metric },
  }))
}
