import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lenient } from './variants/lenient.ts'

const steps = 'Mia packs 6 boxes with 7 pears each. That is 6 * 7 = 42 pears.\n\n'

function read(output: string): string | null {
  return lenient.grade(steps + output, { gold: '35' }).extracted
}

describe('an answer is read in whatever marks and words', () => {
  test.each([
    'The answer is **35** pears.',
    '#### 35 pears are left over',
    '\\[ \\boxed{35 \\text{ pears}} \\]',
    'ANSWER: $35.00',
    '```json\n{"answer": "35 pears"}\n```',
    '{"reasoning": "42 - 7 = 35", "final_answer": 35}',
    '### Final Answer\n\n`35`',
    'Therefore, **35** pears are left on all 5 shelves.',
    'So she keeps 42 - 7 = 35 pears.',
    'Final answer: thirty-five',
    'The answer is 35, not 42.',
    '<answer>35</answer>',
    '_35_',
    '#### Final Answer: **35**',
    'Final Answer: The final answer is 35. I hope it is correct.',
    'Answer: US$35',
    '**35** ✅',
    'The answer is 35, that is, 35.00.',
    'The answer is 35.<|im_end|>',
    "{'answer': '35'}",
    'The answer is 35. If you would like more detail, let me know!',
  ])('%j', (output) => {
    expect(read(output)).toBe('35')
  })

  test('separators, idle zeros and words for powers of ten', () => {
    expect(read('The answer is 1,450,000.00.')).toBe('1450000')
    expect(read('The answer is $1.5 million.')).toBe('1500000')
    expect(read('The answer is 2:00 pm.')).toBe('2')
    expect(read('The answer is 7/2.')).toBe('3.5')
  })
})

describe('contradiction, doubt and no statement are no answer', () => {
  test.each([
    'The answer is 35. Actually, the answer is 36.',
    '\\boxed{35}\n\n#### 36',
    '**35** or **36**',
    'The answer is 35 or maybe 36.',
    'The answer is 35-36.',
    '{"answer": [35, 36]}',
    '{"answer": null}',
    'The answer is not 35.',
    'The answer is 35? I cannot tell.',
    'A possible answer is 35.',
    'If she lost one more, the answer would be 35.',
    'She still has to count the other 35.',
    'Mia has 35 pears and needs to find the rest.',
    'Let me know if you have questions.',
    'The answer is 35.\n\nNo, wait.',
    // Another number joined to it, or a bound.
    'Answer: 35 | 36',
    'The answer is 35, that is, 36.',
    'Answer: 35 / -36',
    'Answer: 35 - -36',
    'Answer: Let me calculate 5 more things.',
    'The final answer is \\boxed{35}, i.e. 36.',
    'Answer: 35 → 36',
    'Answer: 35~36',
    'Answer: 35 < x < 40',
    'Answer: >35',
    // Another number is made of it.
    'The answer is 35 more than 7.',
    'Answer: 35 minus the broken ones',
    'The answer is the square of 35.',
    'The answer is 35x.',
    'The answer is one of them.',
    // It is taken back or put under a condition behind it.
    'The answer is 35. That cannot be right.',
    'The answer is 35. This is not correct.',
    'The answer is 35. Except that the last box was open.',
    'The answer would be 35 if no pear were bad.',
    'The answer is 35. If the last box counts, 42.',
    'The answer is 35 in one case. In the second case it is 42.',
    'The answer is 35 (some would say 42).',
    '**Answer: 35** (corrected: 42)',
    'Answer: 35\n\nUpdate: 42',
    '**35** is incorrect.',
    // Two numbers under one name, or an "or" between lines.
    'Total: 35\n\nTotal: 42',
    '{"answer_a": 35, "answer_b": 42}',
    '35\n\nor\n\n42',
  ])('%j', (output) => {
    expect(read(output)).toBeNull()
  })
})

const number = fc.integer({ min: 0, max: 9_999_999 })
const wraps: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `**${text}**`,
  (text) => `*${text}*`,
  (text) => `\`${text}\``,
  (text) => `$${text}$`,
  (text) => `\\(${text}\\)`,
  (text) => `\\boxed{${text}}`,
  (text) => `\\text{${text}}`,
  (text) => `(${text})`,
  (text) => `<b>${text}</b>`,
]
const announcements: readonly ((text: string) => string)[] = [
  (text) => `The answer is ${text}.`,
  (text) => `Final Answer: ${text}`,
  (text) => `**Answer:** ${text}`,
  (text) => `#### ${text}`,
  (text) => `Therefore, the correct answer is ${text} pears.`,
  (text) => `{"answer": "${text}"}`,
]
const statement = fc.tuple(fc.constantFrom(...announcements), fc.constantFrom(...wraps))

test('no mark around an answer changes it, with separators or without', () => {
  fc.assert(
    fc.property(number, statement, fc.boolean(), (value, [announce, wrap], isGrouped) => {
      const spelled = isGrouped ? value.toLocaleString('en-US') : String(value)
      expect(read(announce(wrap(spelled)))).toBe(String(value))
    }),
  )
})

test('two different final statements are none, in either order', () => {
  fc.assert(
    fc.property(number, number, statement, statement, (a, b, one, other) => {
      fc.pre(a !== b)
      expect(read(`${one[0](one[1](String(a)))}\n${other[0](other[1](String(b)))}`)).toBeNull()
    }),
  )
})
