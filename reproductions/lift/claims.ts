import type { StatedClaim } from '@retable/core'

const rate = (row: string) => `${row}/alpacaeval-li-vlt`
const win = (row: string) => `${row}/alpacaeval-li-win`
const standardWin = (row: string) => `table-6/${row}/win`
const on70b = (method: string) => `table-3/llama2-70b-base-${method}`
const on8b = (method: string) => `table-4/llama3-8b-${method}`

const compared = [
  ...['lift-dpo', 'standard-dpo', 'r-dpo-alpha-0-01', 'r-dpo-alpha-0-1'].map(on70b),
  ...['base-lift-dpo', 'base-standard-dpo', 'instruct-lift-dpo', 'instruct-standard-dpo'].map(on8b),
]

/** The paper's claims; rates are shares of responses over the limit on AlpacaEval-LI. */
export const claims: readonly StatedClaim[] = [
  {
    id: 'C1',
    statement: 'strong models often go over a word limit that they are told',
    cells: [
      'gpt4-turbo-gpt-4-turbo-2024-04-09',
      'gpt4-turbo-gpt4-1106-preview',
      'gpt4-omni-gpt-4o-2024-05-13',
      'claude-3-opus-02-29',
    ].map((model) => rate(`table-2/${model}`)),
  },
  {
    id: 'C2',
    statement: 'LIFT-DPO goes over it far less often than DPO and R-DPO',
    cells: compared.map(rate),
  },
  { id: 'C3', statement: 'and wins more often under limits', cells: compared.map(win) },
  {
    id: 'C4',
    statement: 'without limits it does about as well as DPO',
    cells: ['llama2-70b', 'llama3-8b', 'llama3-8b-instruct'].flatMap((model) =>
      ['lift-dpo', 'normal-dpo'].map((method) => standardWin(`${model}-${method}`)),
    ),
  },
  {
    id: 'C5',
    statement: 'the length-controlled win rate can be moved by the target length alone',
    cells: ['lc-win-min', 'lc-win-max'].map(
      (column) => `text-sec-7/llama2-70b-lift-dpo-length-scale-sweep/${column}`,
    ),
  },
  {
    id: 'C6',
    statement: 'it keeps limits that are scaled down to a tenth, which DPO and R-DPO do not',
    // Figure 3 prints no numbers, and two texts read it differently.
    cells: [],
  },
  {
    id: 'C7',
    statement: 'SFT with limits is not enough: it takes pairs with limits',
    cells: ['llama2-70b-normal-lenctrl-sft', 'llama2-70b-lenctrl-dpo-li-pairs-only'].map((row) =>
      rate(`table-5/${row}`),
    ),
  },
]
