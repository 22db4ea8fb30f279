import type { StatedDifference } from '@retable/core'
import { expect, test } from 'vitest'
import { requireCells, requireDifferences } from './stated-differences.ts'

const stated: StatedDifference = { of: 'judge', statement: 'another judge', cells: ['a'] }

test('a tier says what differs, if only that nothing is known to', () => {
  for (const fine of [[], [stated], [{ of: 'data', statement: 'others' }]])
    expect(() => requireDifferences('p', 'mini', fine)).not.toThrow()
  for (const wrong of [
    undefined,
    null,
    {},
    'none',
    [null],
    [{ of: 'data' }],
    [{ of: 'data', statement: ' ' }],
    ['x'],
  ])
    expect(() => requireDifferences('p', 'mini', wrong)).toThrow(
      'p, tier mini: its setup has no usable "differences"; name what is known to differ from the paper',
    )
})

test('a difference of a cell that is not there is refused before anything runs', () => {
  const cell = {
    ...{ cell: 'a', version: '', table: '', row: '', column: '', metric: '', value: '1', unit: '%', n: '' },
    ...{ setting: '', read_from: '', source: '' },
  }
  expect(() => requireCells('p', 'mini', [stated, { of: 'data', statement: 'others' }], [cell])).not.toThrow()
  expect(() => requireCells('p', 'mini', [{ ...stated, cells: ['a', 'b'] }], [cell])).toThrow(
    'p, tier mini: a known difference names the cell "b", which does not exist; take an id of reported.csv',
  )
})
