import { expect, test } from 'vitest'
import { newInstructionsPrompt, readWritten } from './written.ts'

test('demonstrations are numbered, and the next number is left open', () => {
  expect(newInstructionsPrompt(['Name a bird.', 'Sing.'])).toMatch(
    /\n\nTask 1:\nName a bird\.\n\nTask 2:\nSing\.\n\nTask 3:\n$/,
  )
})

test.each([
  ['Name three birds.', ' Name three birds.\n'],
  ['Name three birds.\nExplain.', 'Name three birds.\nExplain.\n\nTask 10:\nName a fish.'],
  ['In which Task 1: is meant?', 'In which Task 1: is meant?'],
  [null, 'Go on'], // two words
  ['Go on, please', 'Go on, please'],
  [null, 'word '.repeat(151)],
  ['word '.repeat(150).trim(), 'word '.repeat(150)],
  [null, 'Draw a small house.'],
  [null, 'What is in this Picture?'],
  ['Who drew the mapping?', 'Who drew the mapping?'], // no whole word of the list
  [null, 'Task 10:\nName a fish.'],
] as const)('%j is read', (instruction, text) => expect(readWritten(text)).toBe(instruction))
