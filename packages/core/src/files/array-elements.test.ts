import { expect, test } from 'vitest'
import { arrayElements, endOfString } from './array-elements.ts'

// Lines counted by hand: line breaks before an element, inside it, inside a text (which JSON forbids) and after it.
test('each element stands with its text and the line on which it begins', () => {
  const text = '\n[1,\n {"a": [2,\n 3]}\n,\n"x\n]\\"" , [], "\n",true\n]\n[4]'
  expect(arrayElements(text)).toEqual({
    elements: [
      { line: 2, text: '1' },
      { line: 3, text: '{"a": [2,\n 3]}\n' },
      { line: 6, text: '"x\n]\\"" ' },
      { line: 7, text: '[]' },
      { line: 7, text: '"\n"' },
      { line: 8, text: 'true\n' },
    ],
    isClosed: true,
  })
})

test('an element that is cut off stands with its line, too', () => {
  expect(arrayElements('[1,\n"2\n3').elements).toEqual([
    { line: 1, text: '1' },
    { line: 2, text: '"2\n3' },
  ])
})

test.each([
  ['[]', [], true],
  [' [ \n ] ', [], true],
  ['["]"]', ['"]"'], true],
  ['[[[]],{}]', ['[[]]', '{}'], true],
  ['[', [], false],
  ['[1,', ['1'], false],
  ['[1, 2', ['1', '2'], false],
  ['[1, [2]', ['1', '[2]'], false],
  ['["a\\"]', ['"a\\"]'], false],
  ['[1, "2', ['1', '"2'], false],
  ['[,1,,]', ['1'], true],
])('%j', (text, elements, isClosed) => {
  const found = arrayElements(text)
  expect([found.elements.map((one) => one.text), found.isClosed]).toEqual([elements, isClosed])
})

test.each([
  ['""', 0, 1],
  ['"a"', 0, 2],
  ['x"\\"" "', 1, 4],
  ['"\\\\" "', 0, 3],
  ['"a', 0, 2],
  ['"a\\', 0, 3],
])('the text in %j that begins at %i ends at %i', (text, start, end) => {
  expect(endOfString(text, start)).toBe(end)
})
