import { expect, test } from 'vitest'
import { arrayElements } from './array-elements.ts'

test('each element has its text and the line that it begins on, lines within texts counted', () => {
  const text = '[\n  {"a": [1, 2]},\n  "two\nlines, and a ]",\n  3\n]\n[4]'
  expect(arrayElements(text)).toEqual({
    elements: [
      { line: 2, text: '{"a": [1, 2]}' },
      { line: 3, text: '"two\nlines, and a ]"' },
      { line: 5, text: '3\n' },
    ],
    isClosed: true,
  })
})

test('an array that is cut off gives what there is of it', () => {
  expect(arrayElements('[1, {"a": "]"')).toEqual({
    elements: [
      { line: 1, text: '1' },
      { line: 1, text: '{"a": "]"' },
    ],
    isClosed: false,
  })
  expect(arrayElements('[]')).toEqual({ elements: [], isClosed: true })
})
