import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelVerdict, readLabel } from './arena-label.ts'
import { inOriginalOrder } from './orders.ts'

test('a verdict shown swapped and swapped once more is itself', () => {
  for (const verdict of ['first', 'second', 'tie', null] as const) {
    expect(inOriginalOrder(verdict, false)).toBe(verdict)
    expect(inOriginalOrder(inOriginalOrder(verdict, true), true)).toBe(verdict)
  }
  expect([inOriginalOrder('first', true), inOriginalOrder('second', true)]).toEqual(['second', 'first'])
})

// lmarena/arena-hard-auto at e4248e0, gen_judgment.py: one distinct label or none.
test.each([
  ['My final verdict is tie: [[A=B]].', 'A=B', 'tie'],
  ['[[A>>B]] ... so: [[A>>B]]', 'A>>B', 'first'],
  ['[[A>B]] or rather [[B>A]]', null, undefined],
  ['[A>B]', null, undefined],
  ['[[A > B]]', null, undefined],
  ['[[A<B]]', 'A<B', undefined],
  ['[[B]]', 'B', undefined],
  ['[[a>b]]', null, undefined],
])('%j has the label %j and the verdict %j', (text, label, verdict) => {
  expect(readLabel(text)).toBe(label)
  expect(labelVerdict(readLabel(text))?.verdict).toBe(verdict)
})

test('names that every object has are no labels', () => {
  fc.assert(
    fc.property(fc.constantFrom('constructor', '__proto__', 'toString', 'valueOf'), (name) => {
      expect(labelVerdict(name)).toBeNull()
    }),
  )
})
