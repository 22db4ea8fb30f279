import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const papers = ['auto-j', 'iterative-rpo', 'lift', 'scpo', 'self-rewarding']

test.each([
  ['scop', 'scpo'],
  ['iterative-rop', 'iterative-rpo'],
  ['rewarding', 'self-rewarding'],
  ['SCPO', 'scpo'],
  ['auto-k', 'auto-j'],
  ['nope', undefined],
  ['', undefined],
])('%j is nearest to %j', (name, nearest) => {
  expect(nearestName(name, papers)).toBe(nearest)
})
