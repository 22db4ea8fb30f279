import type { Claim, Measured } from '@retable/core'
import { testSets } from './cells.ts'

const rate = (row: string) => `${row}/alpacaeval-li-vlt`
const win = (row: string) => `${row}/alpacaeval-li-win`
const standardWin = (row: string) => `table-6/${row}/win`
const on70b = (method: string) => `table-3/llama2-70b-base-${method}`
const on8b = (method: string) => `table-4/llama3-8b-${method}`

const compared = [
  ...['lift-dpo', 'standard-dpo', 'r-dpo-alpha-0-01', 'r-dpo-alpha-0-1'].map(on70b),
  ...['base-lift-dpo', 'base-standard-dpo', 'instruct-lift-dpo', 'instruct-standard-dpo'].map(on8b),
]

const { limits, open } = testSets
const violations = (arm: string, set: string = limits): Measured => ({
  setting: `${arm}/${set}`,
  metric: 'violation_rate',
})
const wins = (arm: string, set: string = limits): Measured => ({
  setting: `${arm}/${set}`,
  metric: 'win_rate',
})
const above = (higher: Measured, lower: Measured) => ({ higher, lower })
const [lift, dpo] = ['lift-dpo', 'dpo']

/**
 * The paper's claims C1 to C7; rates are shares of responses over the limit on AlpacaEval-LI. What is said of DPO and R-DPO
 * is tested against DPO, which every tier has.
 *
 * @param scales - to which limits are scaled down
 */
export function claims(scales: readonly number[]): Claim[] {
  return [
    {
      id: 'C1',
      statement: 'strong models often go over a word limit that they are told',
      cells: [
        'gpt4-turbo-gpt-4-turbo-2024-04-09',
        'gpt4-turbo-gpt4-1106-preview',
        'gpt4-omni-gpt-4o-2024-05-13',
        'claude-3-opus-02-29',
      ].map((model) => rate(`table-2/${model}`)),
      test: {
        kind: 'not tested',
        reason:
          'it is about models behind APIs, whose outputs under limits were not released; no tier asks them',
      },
    },
    {
      id: 'C2',
      statement: 'LIFT-DPO goes over it far less often than DPO and R-DPO (tested against DPO)',
      cells: compared.map(rate),
      test: { kind: 'higher', pairs: [above(violations(dpo), violations(lift))] },
    },
    {
      id: 'C3',
      statement: 'and wins more often under limits',
      cells: compared.map(win),
      test: { kind: 'higher', pairs: [above(wins(lift), wins(dpo))] },
    },
    {
      id: 'C4',
      statement: 'without limits it does about as well as DPO (within 5 points of win rate)',
      cells: ['llama2-70b', 'llama3-8b', 'llama3-8b-instruct'].flatMap((model) =>
        ['lift-dpo', 'normal-dpo'].map((method) => standardWin(`${model}-${method}`)),
      ),
      test: { kind: 'equivalent', a: wins(lift, open), b: wins(dpo, open), margin: 0.05 },
    },
    {
      id: 'C5',
      statement: 'the length-controlled win rate can be moved by the target length alone',
      cells: ['lc-win-min', 'lc-win-max'].map(
        (column) => `text-sec-7/llama2-70b-lift-dpo-length-scale-sweep/${column}`,
      ),
      test: {
        kind: 'not tested',
        reason:
          'length control is a regression over AlpacaEval’s leaderboard: it takes the difficulty of each instruction from many models’ judgements, which only AlpacaEval’s own instructions have',
      },
    },
    {
      id: 'C6',
      statement:
        'it keeps limits that are scaled down to a tenth, which DPO and R-DPO do not (that it breaks fewer than DPO at each scale; R-DPO is not run)',
      // Figure 3 prints no numbers, and two texts read it differently: at every scale LIFT-DPO has to break fewer.
      cells: [],
      test: {
        kind: 'higher',
        pairs: scales
          .map((scale) => `${limits} x ${scale}`)
          .map((set) => above(violations(dpo, set), violations(lift, set))),
      },
    },
    {
      id: 'C7',
      statement: 'SFT with limits is not enough: it takes pairs with limits',
      cells: [
        'llama2-70b-normal-lenctrl-sft',
        'llama2-70b-lenctrl-dpo-li-pairs-only',
        'llama2-70b-lift-dpo',
      ].map((row) => rate(`table-5/${row}`)),
      test: {
        kind: 'higher',
        pairs: [lift, 'dpo on pairs with limits'].map((arm) =>
          above(violations('sft with limits'), violations(arm)),
        ),
      },
    },
    {
      id: 'A1',
      isOwn: true,
      statement:
        'our own, not the paper’s: of the same pairs with limits, imitating the winners alone goes over limits more often than DPO on the pairs',
      cells: [],
      test: {
        kind: 'higher',
        pairs: [above(violations('sft on winners'), violations('dpo on pairs with limits'))],
      },
    },
  ]
}
