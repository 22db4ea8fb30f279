import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitThought } from './thought.ts'

test('an answer never holds a mark of a thought, and none of it is lost', () => {
  const piece = fc.constantFrom('<think>', '</think>', ' 42 ', 'is it 7', '\n')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const content = pieces.join('')
      const { text, marks } = splitThought(content)
      if (marks === 'closed' || marks === 'template') {
        expect(text).not.toMatch(/<\/?think>/)
        expect(content.endsWith(text)).toBe(true)
      }
      if (marks === 'none') expect(text).toBe(content)
      const lastOpening = content.lastIndexOf('<think>')
      expect(marks === 'open').toBe(lastOpening > content.lastIndexOf('</think>'))
    }),
  )
})

test('what stands before an open thought is no part of it, and nothing after it is an answer', () => {
  expect(splitThought('First. <think>is it 7')).toEqual({ text: 'First.', thought: 'is it 7', marks: 'open' })
  expect(splitThought('<think>a</think>42<think>is it 7')).toMatchObject({ text: '', marks: 'open' })
})

test('a text about thinking has no mark', () => {
  expect(splitThought('I think <b>42</b>')).toEqual({ text: 'I think <b>42</b>', marks: 'none' })
})
