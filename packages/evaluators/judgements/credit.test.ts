import { expect, test } from 'vitest'
import { credit, isCredited, moreOf } from './credit.ts'

test('a verdict counts 1 or 0 by the label; ties and answers without a verdict by their judge', () => {
  const half = { ties: 0.5, errors: 'left out' } as const
  expect((['first', 'second', 'tie', null] as const).map((verdict) => credit(verdict, half))).toEqual([
    1,
    0,
    0.5,
    null,
  ])
  expect(credit('second', half, 'second')).toBe(1)
  expect(credit(null, { ties: 'none', errors: 0.5 })).toBe(0.5)
})

test('a tie that stands apart is right where people saw a tie', () => {
  const apart = { ties: 'apart', errors: 0 } as const
  expect([isCredited('tie', apart, 'tie'), isCredited('tie', apart), isCredited(null, apart, 'tie')]).toEqual(
    [true, false, false],
  )
})

test('numbers for two responses make a verdict', () => {
  expect([moreOf(2, 1), moreOf(1, 2), moreOf(1, 1), moreOf(null, 1), moreOf(0, null)]).toEqual([
    'first',
    'second',
    'tie',
    null,
    null,
  ])
})
