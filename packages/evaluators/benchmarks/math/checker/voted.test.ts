import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRight } from './equivalent.ts'
import { votedForm } from './voted.ts'

const R = String.raw

// Values that have several spellings, and what may stand around one.
const number = fc.constantFrom(
  ...['3', '0.5', '.5', '-2', R`\frac{1}{2}`, '1/2', R`2\frac12`, '2.5', '3e8', R`3\times10^8`, '300000000'],
  ...[
    R`0.\overline{3}`,
    R`\frac13`,
    R`2.\overline{9}`,
    '8e0',
    '1,250',
    '1250',
    '70,110',
    '70110',
    '0.333333',
  ],
  ...['x', 'abc', 'ABC', R`\sqrt{x^3}`, R`\pi`, R`4\sqrt3`, '6.93', '50'],
)
const frame = fc.constantFrom<(a: string, b: string) => string>(
  ...[
    (a: string) => a,
    (a: string) => `$${a}$`,
    (a: string) => `${a}.`,
    (a: string) => R`${a}\text{ cm}`,
    (a: string) => R`${a}\%`,
    (a: string) => R`\$${a}`,
    (a: string) => `x = ${a}`,
    (a: string) => `f(2) = ${a}`,
  ],
  ...[
    (a: string, b: string) => `m+n = ${a} = ${b}`,
    (a: string, b: string) => `${a} = ${b}`,
    (a: string, b: string) => R`${a} \approx ${b}`,
    (a: string, b: string) => R`${a} \text{ or } ${b}`,
    (a: string, b: string) => R`${a} \text{ and } ${b}`,
    (a: string, b: string) => `${a},${b}`,
    (a: string, b: string) => `${a}, ${b}`,
    (a: string, b: string) => `(${a},${b})`,
    (a: string, b: string) => R`\{${a}, ${b}\}`,
    (a: string, b: string) => `x > ${a} and x < ${b}`,
    (a: string, b: string) => `x_1 = ${a}, x_2 = ${b}`,
    (a: string, b: string) => R`${a} = ${b}\%`,
    (a: string, b: string) => R`[${a},${b})\cup(9,10)`,
  ],
)
const answer = fc.tuple(frame, number, number).map(([put, a, b]) => put(a, b))

test('what an answer is voted as means what it means: it is right by the same golds', () => {
  fc.assert(
    fc.property(answer, answer, (given, gold) => {
      const form = votedForm(given)
      expect(votedForm(form), given).toBe(form)
      for (const right of [gold, given, form, votedForm(gold)]) {
        expect(isRight(form, right), `${given} as ${form}, by ${right}`).toBe(isRight(given, right))
      }
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['12,13', '12, 13'],
  [R`12 \text{ and } 13`, '12, 13'],
  ['(12, 13)', '(12,13)'],
  ['0.50', R`\frac{1}{2}`],
  ['3e8', '300000000'],
  [R`0.\overline{3}`, R`\frac{1}{3}`],
  [R`\frac34 \text{ or } 0.75`, R`\frac{3}{4}`],
  ['10,000', '10000'],
  // A number or a list: a vote of its own.
  ['70,110', '70,110'],
])('%s is voted as %s', (given, form) => {
  expect(votedForm(given)).toBe(form)
})
