import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lenient } from './variants/lenient.ts'

const choices = ['a magnet', 'Iron rusts.', 'the Moon', 'salt and water']
const item = { id: 'test/own', question: 'Which?', gold: 'C', choices }
const steps = 'Option A is wrong. B. Iron rusts: this is not in the sky.\n\n'

function read(output: string): string | null {
  return lenient.grade(steps + output, { gold: 'C', item }).extracted
}

describe('a choice is read in whatever marks and words', () => {
  test.each([
    'The correct answer is **C**',
    'The best answer is **C. The Moon**',
    '\\boxed{\\text{(C)}}',
    '$\\boxed{\\textbf{C}}$',
    '{"answer": "C"}',
    '```json\n{"reasoning": "up there", "answer": "(C)"}\n```',
    'Final Answer: C',
    '### Answer\n\n**(C)**',
    '(C)',
    'C',
    'C. The Moon',
    'The answer is the Moon.',
    'The Moon',
    'Therefore, option C is correct.',
    'I would go with C.',
    'The answer is C, not B.',
    'answer: c',
    'Thus, the answer is C because A and B are not in the sky.',
    'Final Answer: The final answer is (C). I hope it is correct.',
    "{'answer': 'C'}",
    '{"prediction": "C"}',
    'The answer is ‘C’.',
    '✅ C',
    'Answer: **C** ✔\ufe0f',
    '→ **C**',
    '(C)<|eot_id|>',
    'Answer: C\n\nA is on a fridge. This is incorrect here.',
  ])('%j', (output) => {
    expect(read(output)).toBe('C')
  })

  test('a choice that begins with an article is its own text', () => {
    expect(read('The answer is a magnet.')).toBe('A')
    expect(read('The answer is salt and water.')).toBe('D')
  })
})

describe('contradiction, doubt and no statement are no answer', () => {
  test.each([
    'The answer is A. Wait, the answer is C.',
    'Answer: B\nFinal answer: C',
    '**C** or **D**',
    'The answer is C. Iron rusts.',
    'Answer: D) the Moon',
    'The answer is the Moon or a magnet.',
    '{"answer": ["A", "C"]}',
    '\\boxed{B, C}',
    'Both A and C are correct.',
    'The answer is not C.',
    'C can be ruled out.',
    'The answer could be C.',
    'The answer is E.',
    'I am not sure which one it is.',
    'Option C mentions the Moon.',
    'Let me know if you need more help!',
    'C?',
    'Answer: C-B',
    'Answer: C → B',
    'The answer is C. That is wrong.',
    'The answer would be C if iron did not rust.',
    'Answer: C\n\nUpdate: B',
    '{"answer": "C", "alternative": "B"}',
    '1. C\n2. B',
    'First choice: C. Second choice: B.',
    'The answer is C. On the other hand, B is what the book says.',
    '\u274c C',
  ])('%j', (output) => {
    expect(read(output)).toBeNull()
  })
})

const letter = fc.constantFrom('A', 'B', 'C', 'D')
const wraps: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `**${text}**`,
  (text) => `*${text}*`,
  (text) => `\`${text}\``,
  (text) => `(${text})`,
  (text) => `**(${text})**`,
  (text) => `$${text}$`,
  (text) => `\\boxed{${text}}`,
  (text) => `\\text{${text}}`,
]
const announcements: readonly ((text: string) => string)[] = [
  (text) => `The correct answer is ${text}.`,
  (text) => `Final Answer: ${text}`,
  (text) => `**Answer:** ${text}`,
  (text) => `So the best choice is option ${text}.`,
  (text) => `{"answer": "${text}"}`,
  (text) => text,
]
const statement = fc.tuple(fc.constantFrom(...announcements), fc.constantFrom(...wraps))

test('no mark around a letter changes it', () => {
  fc.assert(
    fc.property(letter, statement, (value, [announce, wrap]) => {
      expect(read(announce(wrap(value)))).toBe(value)
    }),
  )
})

test('two different final statements are none', () => {
  fc.assert(
    fc.property(letter, letter, statement, statement, (a, b, one, other) => {
      fc.pre(a !== b)
      expect(read(`${one[0](one[1](a))}\n${other[0](other[1](b))}`)).toBeNull()
    }),
  )
})
