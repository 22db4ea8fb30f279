import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ClaimTest, Measured } from '@retable/core'
import { parseReported } from '@retable/core/reported'
import { describe, expect, test } from 'vitest'
import { cellsOf, trainedOf, type BenchmarkId } from '../cells.ts'
import { claims } from '../claims.ts'
import { mini } from './setup.mini.ts'
import { paperTier } from './setup.paper.ts'

const reported = parseReported(readFileSync(path.join(import.meta.dirname, '../reported.csv'), 'utf8'))
const rowOf = (cell: string) => reported.find((one) => one.cell === cell)!
const all: readonly BenchmarkId[] = ['gsm8k', 'arc', 'math']
const reasonOf = (test: ClaimTest) => (test.kind === 'not tested' ? test.reason : null)

// Tables 1 and 2 of arXiv 2404.19733v3: each row beside the arm that is trained as it says.
const table2 = {
  CoT: 'base | accuracy',
  'CoT + majority voting 32': 'base | maj@32_expected',
  'Iterative RPO Iteration 1': 'rpo/iteration 1 | accuracy',
  'Iterative RPO Iteration 2': 'rpo/iteration 2 | accuracy',
  'Iterative RPO Iteration 3': 'rpo/iteration 3 | accuracy',
  'Iterative RPO Iteration 3 + majority voting 32': 'rpo/iteration 3 | maj@32_expected',
  'SFT on chosen sequences': 'sft on chosen | accuracy',
  'DPO initialized from Llama-2-70b-chat': 'dpo | accuracy',
  'DPO init from SFT model trained on chosen seqs': 'dpo from sft | accuracy',
}

test.each([
  ['arc', 'ARC-Challenge'],
  ['math', 'MATH'],
] as const)('%s stands beside its own column of table 2', (benchmark, column) => {
  const mapped = cellsOf(benchmark, 32)
  expect(new Set(mapped.map(({ cell }) => rowOf(cell).column))).toEqual(new Set([column]))
  const shown = mapped.map(({ cell, measured: { setting, metric } }) => [
    rowOf(cell).row,
    `${setting} | ${metric}`,
  ])
  expect(Object.fromEntries(shown)).toEqual(table2)
})

test('every cell of the two tables stands beside a measurement of one benchmark', () => {
  const mapped = all.flatMap((benchmark) => cellsOf(benchmark, 32).map(({ cell }) => cell))
  const inTables = reported.flatMap(({ cell }) => (/^table-[12]\//.test(cell) ? [cell] : []))
  expect(mapped.toSorted()).toEqual(inTables.toSorted())
  expect(trainedOf(cellsOf('math', 32))).toHaveLength(cellsOf('math', 32).length - 2)
})

describe.each(all)('the paper’s tier on %s', (benchmark) => {
  const { claims: of, cells } = paperTier({ benchmark })

  test('has every claim, and tests those that its table can', () => {
    expect(of.map(({ id }) => id)).toEqual(claims(4).map(({ id }) => id))
    const untested = of.flatMap(({ id, test: one }) => (reasonOf(one) === null ? [] : [id]))
    expect(untested).toEqual(
      {
        gsm8k: ['C11', 'A1'],
        arc: ['C5', 'C6', 'C7', 'C9', 'C11', 'A1'],
        math: ['C5', 'C6', 'C7', 'C9', 'A1'],
      }[benchmark],
    )
  })

  test('its own numbers in the paper go the way of the claims', () => {
    const valueOf = ({ setting, metric }: Measured) => {
      const found = cells!.find(({ measured }) => measured.setting === setting && measured.metric === metric)
      return found === undefined ? undefined : Number(rowOf(found.cell).value)
    }
    const apart = of.flatMap(({ id, test: one }) =>
      one.kind === 'higher'
        ? one.pairs.flatMap(({ higher, lower }) => {
            const [above, below] = [valueOf(higher), valueOf(lower)]
            return above === undefined || below === undefined ? [] : [{ id, difference: above - below }]
          })
        : [],
    )
    expect(apart.length).toBeGreaterThan(5)
    for (const { id, difference } of apart) expect(difference, id).toBeGreaterThan(0)
    expect(apart.some(({ id }) => id === 'C11')).toBe(benchmark === 'math')
  })
})

test('mini tests the claims of table 1 and our own, with its own votes', () => {
  const { claims: of } = mini({ seed: 1, quick: false })
  expect(of.flatMap(({ id, test: one }) => (reasonOf(one) === null ? [] : [id]))).toEqual(['C11'])
  expect(of.find(({ id }) => id === 'C8')!.test).toMatchObject({
    pairs: [{ higher: { metric: 'maj@8_expected' } }, { higher: { setting: 'rpo/iteration 3' } }],
  })
  expect(of.find(({ id }) => id === 'C5')!.test).toEqual({
    kind: 'higher',
    pairs: [
      {
        higher: { setting: 'rpo/iteration 1', metric: 'accuracy' },
        lower: { setting: 'sft on gold', metric: 'accuracy' },
      },
    ],
  })
})
