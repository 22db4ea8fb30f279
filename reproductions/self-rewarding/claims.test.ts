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
const cellOf = (measured: Measured) => cells.find((one) => shown(one.measured) === shown(measured))?.cell

// arXiv 2401.10020v3: the row and column of each cell, and the models of the recipe that stand for it.
test.each([
  ['table-4/sft-baseline/pairwise-acc', 'sft baseline | pairwise accuracy'],
  ['table-4/m1/5-best', 'm1 | 5-best'],
  ['table-4/m2/exact-match', 'm2 | exact match'],
  ['table-4/m3/spearman-corr', 'm3 | spearman'],
  ['table-4/m3/kendall-tau', 'm3 | kendall tau'],
  ['figure-3/m2-vs-m1/left-wins', 'm2 vs m1 | left wins'],
  ['figure-3/m3-vs-sft-baseline/right-wins', 'm3 vs sft baseline | right wins'],
  ['figure-3/m1-vs-sft-baseline/tie', 'm1 vs sft baseline | tie'],
  ['text-a-4/ift-eft-positives-vs-sft-baseline/left-wins', 'positives only vs sft baseline | left wins'],
  ['text-sec-3-2-1/m2/average-generation-length', 'm2 | length'],
])('%s stands beside %s', (cell, measured) => {
  expect(cells.filter((one) => one.cell === cell).map((one) => shown(one.measured))).toEqual([measured])
})

test('there are the whole of table 4 and figure 3, appendix A.4 and the lengths, each cell once', () => {
  const all = cells.map(({ cell }) => cell)
  expect(new Set(all).size).toBe(all.length)
  const of = (prefix: string) => reported.flatMap(({ cell }) => (cell.startsWith(prefix) ? cell : []))
  const whole = ['table-4/', 'figure-3/', 'text-a-4/', 'text-sec-3-2-1/'].flatMap(of)
  expect(all.toSorted()).toEqual(whole.toSorted())
})

describe('each claim compares what it says', () => {
  const testOf = (id: string) => claims.find((claim) => claim.id === id)!.test
  const at = (setting: string, metric: string): Measured => ({ setting, metric })
  const wins = (setting: string) => ({ higher: at(setting, 'left wins'), lower: at(setting, 'right wins') })
  const higher = (
    ...pairs: Extract<Claim['test'], { kind: 'higher' }>['pairs'][number][]
  ): Claim['test'] => ({ kind: 'higher', pairs })

  test.each<[id: string, Claim['test']]>([
    ['C1', higher(wins('m2 vs m1'), wins('m3 vs m2'), wins('m3 vs m1'))],
    [
      'C2',
      higher(
        ...['pairwise accuracy', '5-best', 'exact match', 'spearman', 'kendall tau'].flatMap((metric) => [
          { higher: at('m2', metric), lower: at('m1', metric) },
          { higher: at('m3', metric), lower: at('m2', metric) },
        ]),
      ),
    ],
    [
      'C3',
      {
        ...{ kind: 'no worse', margin: 0.1 },
        a: at('m1 vs sft baseline', 'left wins'),
        b: at('m1 vs sft baseline', 'right wins'),
      },
    ],
    ['C4', higher({ higher: at('aift of m1', 'pairs'), lower: at('aift of sft baseline', 'pairs') })],
    ['C5', higher(wins('m2 vs positives only'))],
    [
      'A1',
      higher({
        higher: at('m2 vs m1', 'left wins'),
        lower: at('m2 of little eft vs m1 of little eft', 'left wins'),
      }),
    ],
  ])('%s', (id, wanted) => expect(testOf(id)).toEqual(wanted))

  test('and the rest say why they are not tested', () => {
    const untested = claims.flatMap(({ id, test: of }) => (of.kind === 'not tested' ? [[id, of.reason]] : []))
    expect(untested.map(([id]) => id)).toEqual(['C6', 'C7', 'C8', 'C9'])
    for (const [, reason] of untested) expect(reason).toMatch(/\w+ \w+/)
    expect(claims.map(({ id }) => id)).toEqual([
      ...['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'A1'],
    ])
  })
})

describe('the paper’s own numbers go the way of its claims', () => {
  const claim = (id: string) => claims.find((one) => one.id === id)!
  const compared = (id: string) => {
    const { cells: named, test: of } = claim(id)
    if (of.kind !== 'higher') throw new Error(`${id} is about an order`)
    return of.pairs.map(({ higher, lower }) => {
      const both = [cellOf(higher), cellOf(lower)] as [string, string]
      expect(named).toEqual(expect.arrayContaining(both))
      return both
    })
  }

  test('C1 rests on the cells that it compares, and these are apart as it says', () => {
    for (const [one, other] of compared('C1')) expect(valueOf(one)).toBeGreaterThan(valueOf(other))
  })

  test('C2 does so but for the two figures that it names as exceptions', () => {
    const against = compared('C2').filter(([one, other]) => valueOf(one) <= valueOf(other))
    expect(against).toEqual([
      ['table-4/m3/5-best', 'table-4/m2/5-best'],
      ['table-4/m3/exact-match', 'table-4/m2/exact-match'],
    ])
  })

  test('C3 rests on two cells that differ by less than its margin', () => {
    const { cells: named, test: of } = claim('C3')
    if (of.kind !== 'no worse') throw new Error('C3 is about no loss')
    const both = [cellOf(of.a)!, cellOf(of.b)!]
    expect(named.toSorted()).toEqual(both.toSorted())
    expect(Math.abs(valueOf(both[0]!) - valueOf(both[1]!))).toBeLessThan(100 * of.margin)
  })

  test('C4 rests on counts of pairs that are apart as it says', () => {
    expect(valueOf('text/aift-m1/pairs-examples')).toBeGreaterThan(
      valueOf('text/a-3-no-eft-aift-m1/pairs-examples'),
    )
    expect(claim('C4').cells).toContain('text/aift-m1/pairs-examples')
  })
})
