import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Claim, Measured } from '@retable/core'
import { parseReported } from '@retable/core/reported'
import { describe, expect, test } from 'vitest'
import { cells } from './cells.ts'
import { claims } from './claims.ts'

const reported = parseReported(readFileSync(path.join(import.meta.dirname, 'reported.csv'), 'utf8'))
const valueOf = (cell: string) => Number(reported.find((one) => one.cell === cell)!.value)
const shown = ({ setting, metric }: Measured) => `${setting} | ${metric}`
const testOf = (id: string) => claims(4).find((claim) => claim.id === id)!.test
const accuracy = (setting: string): Measured => ({ setting, metric: 'accuracy' })
const votes = (setting: string): Measured => ({ setting, metric: 'maj@8_expected' })
const pairs = (setting: string): Measured => ({ setting, metric: 'pairs' })
const rpo = (t: number) => `rpo/iteration ${t}`

// arXiv 2404.19733v3, table 1: the name of each row, and the arm of the recipe that is trained as it says.
test('each row of table 1 stands beside the arm that is trained as it says', () => {
  const rows = cells.map(({ cell, measured }) => [
    reported.find((one) => one.cell === cell)!.row,
    shown(measured),
  ])
  expect(rows.toSorted()).toEqual(
    [
      ['Zero-shot CoT', 'base | accuracy'],
      ['Zero-shot CoT + majority voting 32', 'base | maj@8_expected'],
      ['Iterative RPO Iteration 1', 'rpo/iteration 1 | accuracy'],
      ['Iterative RPO Iteration 2', 'rpo/iteration 2 | accuracy'],
      ['Iterative RPO Iteration 3', 'rpo/iteration 3 | accuracy'],
      ['Iterative RPO Iteration 4', 'rpo/iteration 4 | accuracy'],
      ['Iterative RPO Iteration 4 + majority voting 32', 'rpo/iteration 4 | maj@8_expected'],
      ['DPO initialized from Llama-2-70b-chat', 'dpo | accuracy'],
      ['DPO initialized from SFT trained on Iteration 1 chosen seqs', 'dpo from sft | accuracy'],
      ['SFT on gold CoT examples', 'sft on gold | accuracy'],
      ['STaR (1 iteration)', 'sft on chosen | accuracy'],
      ['STaR (1 iteration, twice as much data)', 'sft on twice the chosen | accuracy'],
      ['Iterative RPO (1 iteration, initialized from SFT trained on chosen seqs)', 'rpo from sft | accuracy'],
      ['Iterative RPO (1 iteration, twice as much data)', 'rpo on twice the pairs | accuracy'],
    ].toSorted(),
  )
  expect(cells.every(({ cell }) => cell.startsWith('table-1/'))).toBe(true)
})

describe('each claim compares what it says', () => {
  const higher = (...of: readonly (readonly [higher: Measured, lower: Measured])[]): Claim['test'] => ({
    kind: 'higher',
    pairs: of.map(([one, other]) => ({ higher: one, lower: other })),
  })
  const change = (setting: string, side: string): Measured => ({
    setting,
    metric: `log-probability change of ${side}`,
  })
  test.each<[id: string, Claim['test']]>([
    ['C1', higher([accuracy(rpo(1)), accuracy('base')])],
    [
      'C2',
      higher(
        [accuracy(rpo(2)), accuracy(rpo(1))],
        [accuracy(rpo(3)), accuracy(rpo(2))],
        [accuracy(rpo(4)), accuracy(rpo(3))],
      ),
    ],
    ['C3', higher([accuracy(rpo(1)), accuracy('dpo')])],
    ['C4', higher([accuracy(rpo(1)), accuracy('sft on chosen')])],
    ['C6', higher([accuracy(rpo(2)), accuracy('rpo on twice the pairs')])],
    ['C7', { kind: 'equivalent', a: accuracy('rpo from sft'), b: accuracy(rpo(1)), margin: 0.05 }],
    ['C8', higher([votes('base'), accuracy('base')], [votes(rpo(4)), accuracy(rpo(4))])],
    [
      'C9',
      {
        kind: 'sign',
        values: [
          { of: change('dpo', 'chosen'), sign: -1 },
          { of: change(rpo(1), 'chosen'), sign: 1 },
        ],
      },
    ],
    ['C10', { kind: 'sign', values: [{ of: change('sft on chosen', 'rejected'), sign: 1 }] }],
    [
      'C12',
      higher([pairs(rpo(1)), pairs(rpo(2))], [pairs(rpo(2)), pairs(rpo(3))], [pairs(rpo(3)), pairs(rpo(4))]),
    ],
    ['A1', higher([accuracy(rpo(2)), accuracy('dpo/iteration 2')])],
  ])('%s', (id, wanted) => expect(testOf(id)).toEqual(wanted))

  test('and the rest say why they are not tested', () => {
    const untested = claims(4).flatMap(({ id, test: of }) =>
      of.kind === 'not tested' ? [[id, of.reason]] : [],
    )
    expect(untested.map(([id]) => id)).toEqual(['C5', 'C11'])
    for (const [, reason] of untested) expect(reason).toMatch(/\w+ \w+/)
    expect(claims(4).map(({ id }) => id)).toEqual([
      ...Array.from({ length: 12 }, (_, i) => `C${i + 1}`),
      'A1',
    ])
  })

  test('a margin is the one that its statement names', () => {
    const { statement, test: of } = claims(4).find(({ id }) => id === 'C7')!
    expect(of.kind === 'equivalent' && statement.includes(`within ${100 * of.margin} points`)).toBe(true)
  })
})

describe('the paper’s own numbers go the way of its claims', () => {
  const cellOf = (measured: Measured) => cells.find((one) => shown(one.measured) === shown(measured))?.cell
  const compared = claims(4).flatMap(({ id, cells: named, test: of }) => {
    if (of.kind !== 'higher') return []
    return of.pairs.flatMap(({ higher, lower }) => {
      const [one, other] = [cellOf(higher), cellOf(lower)]
      return one === undefined || other === undefined ? [] : [{ id, named, one, other }]
    })
  })

  test('C1 to C8 rest on the cells of what they compare, and these are apart as they say', () => {
    expect(new Set(compared.map(({ id }) => id))).toEqual(new Set(['C1', 'C2', 'C3', 'C4', 'C6', 'C8']))
    for (const { id, named, one, other } of compared) {
      expect(named, id).toEqual(expect.arrayContaining([one, other]))
      expect(valueOf(one), `${id}: ${one} and ${other}`).toBeGreaterThan(valueOf(other))
    }
  })

  test('C7 rests on two cells that differ by less than its margin', () => {
    const { cells: named, test: of } = claims(4).find(({ id }) => id === 'C7')!
    if (of.kind !== 'equivalent') throw new Error('C7 is about no difference')
    const both = [cellOf(of.a)!, cellOf(of.b)!]
    expect(named.toSorted()).toEqual(both.toSorted())
    expect(Math.abs(valueOf(both[0]!) - valueOf(both[1]!))).toBeLessThan(100 * of.margin)
  })
})

test('a shorter run claims of its own last iteration', () => {
  const of = (id: string) => claims(2).find((claim) => claim.id === id)!.test
  expect(of('C2')).toEqual({ kind: 'higher', pairs: [{ higher: accuracy(rpo(2)), lower: accuracy(rpo(1)) }] })
  expect(of('C8')).toMatchObject({ pairs: [{}, { higher: votes(rpo(2)), lower: accuracy(rpo(2)) }] })
  expect(of('C12')).toEqual({ kind: 'higher', pairs: [{ higher: pairs(rpo(1)), lower: pairs(rpo(2)) }] })
})
