import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Claim, Measured } from '@retable/core'
import { parseReported } from '@retable/core/reported'
import { describe, expect, test } from 'vitest'
import { cells } from './cells.ts'
import { claims } from './claims.ts'
import { nano } from './setup.nano.ts'

const reported = parseReported(readFileSync(path.join(import.meta.dirname, 'reported.csv'), 'utf8'))
const reportedCell = (id: string) => reported.find(({ cell }) => cell === id)!
const scales = [0.5, 0.1]
const claimOf = (id: string) => claims(scales).find((claim) => claim.id === id)!

// A draft of arXiv 2406.17744, tables 3, 5 and 6: the rows of Llama 2 70B, and the arm that is trained as each says.
describe('cells', () => {
  const rows: readonly (readonly [row: string, arm: string])[] = [
    ['Llama2-70B Normal SFT', 'sft'],
    ['Llama2-70B Normal DPO', 'dpo'],
    ['Llama2-70B-Base Standard DPO', 'dpo'],
    ['Llama2-70B LIFT-DPO', 'lift-dpo'],
    ['Llama2-70B-Base LIFT-DPO', 'lift-dpo'],
    ...['0.01', '0.1'].flatMap((penalty): [string, string][] => [
      [`Llama2-70B-Base R-DPO alpha=${penalty}`, `r-dpo ${penalty}`],
      [`Llama2-70B Reg DPO alpha=${penalty}`, `r-dpo ${penalty}`],
    ]),
    ['Llama2-70B Normal+LenCtrl SFT', 'sft with limits'],
    ['Llama2-70B LenCtrl DPO', 'dpo on pairs with limits'],
    ['Llama2-70B LenCtrl DPO (LI pairs only)', 'dpo on pairs with limits'],
  ]
  const columns: Readonly<Record<string, readonly [set: string, metric: string]>> = {
    'AlpacaEval-LI Vlt': ['limits', 'violation_rate'],
    'AlpacaEval-LI Win': ['limits', 'win_rate'],
    'AlpacaEval-LI Words': ['limits', 'mean_words'],
    'MT-Bench-LI Vlt': ['mt-bench limits', 'violation_rate'],
    'MT-Bench-LI Win': ['mt-bench limits', 'win_rate'],
    'MT-Bench-LI Words': ['mt-bench limits', 'mean_words'],
    'Vlt (vs LI limit, no LI in prompt)': ['no limit', 'violation_rate'],
    Win: ['no limit', 'win_rate'],
    Words: ['no limit', 'mean_words'],
  }

  test('each stands beside the arm of its row and the measure of its column', () => {
    for (const { cell, measured } of cells) {
      const { row, column } = reportedCell(cell)
      const [, arm] = rows.find(([name]) => name === row)!
      const [set, metric] = columns[column]!
      expect(measured, cell).toEqual({ setting: `${arm}/${set}`, metric })
    }
  })

  test('all of these rows are there, but for length-controlled win rates', () => {
    const wanted = reported.filter(({ table, row, column }) => {
      return /^Table [356] /.test(table) && rows.some(([name]) => name === row) && column !== 'LC-Win'
    })
    expect(cells.map(({ cell }) => cell).toSorted()).toEqual(wanted.map(({ cell }) => cell).toSorted())
  })
})

describe('each claim compares what it says', () => {
  const at =
    (metric: string) =>
    (setting: string): Measured => ({ setting, metric })
  const [violations, wins] = [at('violation_rate'), at('win_rate')]
  const higher = (...of: readonly (readonly [higher: Measured, lower: Measured])[]): Claim['test'] => ({
    kind: 'higher',
    pairs: of.map(([one, other]) => ({ higher: one, lower: other })),
  })

  test.each<[id: string, Claim['test']]>([
    ['C2', higher([violations('dpo/limits'), violations('lift-dpo/limits')])],
    ['C3', higher([wins('lift-dpo/limits'), wins('dpo/limits')])],
    ['C4', { kind: 'equivalent', a: wins('lift-dpo/no limit'), b: wins('dpo/no limit'), margin: 0.05 }],
    [
      'C6',
      higher(
        [violations('dpo/limits x 0.5'), violations('lift-dpo/limits x 0.5')],
        [violations('dpo/limits x 0.1'), violations('lift-dpo/limits x 0.1')],
      ),
    ],
    [
      'C7',
      higher(
        [violations('sft with limits/limits'), violations('lift-dpo/limits')],
        [violations('sft with limits/limits'), violations('dpo on pairs with limits/limits')],
      ),
    ],
    ['A1', higher([violations('sft on winners/limits'), violations('dpo on pairs with limits/limits')])],
  ])('%s', (id, wanted) => expect(claimOf(id).test).toEqual(wanted))

  test('and the rest say why they are not tested', () => {
    const untested = claims(scales).flatMap(({ id, test: of }) =>
      of.kind === 'not tested' ? [[id, of.reason]] : [],
    )
    expect(untested.map(([id]) => id)).toEqual(['C1', 'C5'])
    for (const [, reason] of untested) expect(reason).toMatch(/\w+ \w+/)
    expect(claims(scales).map(({ id }) => id)).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'A1'])
  })

  test('a margin is the one that its statement names', () => {
    const { statement, test: of } = claimOf('C4')
    expect(of.kind === 'equivalent' && statement.includes(`within ${100 * of.margin} points`)).toBe(true)
  })

  test('limits are scaled down to a tenth, as C6 says', () => {
    expect(Math.min(...nano({ seed: 1, quick: false }).setup.scales)).toBe(0.1)
  })
})

describe('the paper’s own numbers go the way of its claims', () => {
  const value = (cell: string) => Number(reportedCell(cell).value)
  const cellsOf = ({ setting, metric }: Measured) =>
    cells.filter(({ measured }) => measured.setting === setting && measured.metric === metric)

  test.each(['C2', 'C3', 'C7'])('%s rests on cells of what it compares, which are apart as it says', (id) => {
    const { cells: named, test: of } = claimOf(id)
    if (of.kind !== 'higher') throw new Error(`${id} compares`)
    for (const { higher, lower } of of.pairs) {
      const [one, other] = [higher, lower].map((each) =>
        cellsOf(each).find(({ cell }) => named.includes(cell))!,
      )
      expect(value(one!.cell), `${one!.cell} and ${other!.cell}`).toBeGreaterThan(value(other!.cell))
    }
  })

  test('C4: each base’s two win rates differ by less than the margin', () => {
    const { cells: named, test: of } = claimOf('C4')
    const margin = of.kind === 'equivalent' ? 100 * of.margin : 0
    expect(named).toHaveLength(6)
    for (const base of [0, 2, 4]) {
      expect(Math.abs(value(named[base]!) - value(named[base + 1]!))).toBeLessThan(margin)
    }
  })
})
