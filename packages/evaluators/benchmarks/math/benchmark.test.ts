import { describe, expect, test } from 'vitest'
import { testBenchmark } from '../../src/testing/index.ts'
import { benchmark } from './benchmark.ts'
import { equivalent } from './checker/equivalent.ts'
import { hendrycksNormal } from './hendrycks-normal.ts'
import { minervaNormal } from './minerva-normal.ts'

testBenchmark(benchmark, {
  golds: ['18', '\\frac{1}{2}', '(-\\infty,5) \\cup (5,\\infty)', '\\text{(B)}', 'x^2+1'],
  ids: [0, '4999', 'test/17'],
})

function grade(variant: string, output: string, gold: string) {
  const { extracted, score } = benchmark.variants.find(({ id }) => id === variant)!.grade(output, { gold })
  return [extracted, score]
}

// Each case is a trap that the rule's own source has; the source is named in the variant's file.
describe('hendrycks', () => {
  test.each([
    ['so \\boxed{\\dfrac12}', '\\frac{1}{2}', '\\frac{1}{2}', 1],
    ['\\boxed{1} then \\boxed{2}', '2', '2', 1],
    ['\\boxed{2', '2', null, 0],
    ['\\fbox{2}', '2', null, 0],
    ['\\boxed 2', '2', null, 0],
    ['\\boxed{0.5}', '1/2', '\\frac{1}{2}', 1],
    ['\\boxed{0.25}', '\\frac{1}{4}', '0.25', 0],
    ['\\boxed{x = 5}', '5', '5', 1],
    ['\\boxed{xy = 5}', '5', 'xy=5', 0],
    ['\\boxed{3,250}', '3250', '3,250', 0],
    ['\\boxed{10 \\text{ cm}}', '10', '10', 1],
    ['\\boxed{10 \\text{cm}}', '10', '10\\text{cm}', 0],
    ['\\boxed{$14$}', '14', '$14$', 0],
    ['\\boxed{02/3}', '2/3', '02/3', 0],
  ])('%j against %j', (output, gold, extracted, score) => {
    expect(grade('hendrycks', output, gold)).toEqual([extracted, score])
  })
  test('a root or a fraction at the end has no string form, and the text itself is compared', () => {
    expect(() => hendrycksNormal('\\sqrt')).toThrow(RangeError)
    expect(() => hendrycksNormal('x\\frac')).toThrow(RangeError)
    expect(() => hendrycksNormal('1 \\text{ a} \\text{ b}')).toThrow(RangeError)
    expect(grade('hendrycks', '\\boxed{\\sqrt}', '\\sqrt')).toEqual(['\\sqrt', 1])
  })
})

describe('lm-eval', () => {
  test.each([
    ['lm-eval-hendrycks', 'It is $x$, so $5$', '5', 'x$,so$5', 0],
    ['lm-eval-hendrycks', 'It is $5$.', '5', '5', 1],
    ['lm-eval-hendrycks', '5', '5', '5', 1],
    ['minerva', 'Final Answer: The final answer is $5$. I hope it is correct.', '5', '5', 1],
    ['minerva', 'Final Answer: The final answer is $5$', '5', null, 0],
    ['minerva', 'Final Answer: The final answer is $5$. ', '5', '5', 1],
    ['minerva', 'The final answer is $5$. I hope it is correct.', '5', null, 0],
    ['minerva', 'Final Answer: The final answer is $5,000$ meters. I hope it is correct.', '5000', '5000', 1],
  ])('%s: %j against %j', (variant, output, gold, extracted, score) => {
    expect(grade(variant, output, gold)).toEqual([extracted, score])
  })
  test('words go from inside other words', () => {
    expect(minervaNormal('a centsts')).toBe('ts')
    expect(minervaNormal('issue')).toBe('is')
  })
})

describe('prm800k', () => {
  test.each([
    ['\\boxed{\\text{Evelyn}}', 'Evelyn', 1],
    ['\\boxed{3{,}250}', '3250', 1],
    ['\\boxed{3,250}', '3250', 1],
    ['\\boxed{\\frac{2}{4}}', '\\frac{1}{2}', 0],
    ['\\boxed{5.0}', '5', 1],
    ['\\boxed{7 3/4}', '7.75', 1],
    ['\\boxed{(1, \\frac{9}{2})}', '(1,4.5)', 1],
    ['\\boxed{[1,2]}', '(1,2]', 0],
    ['\\boxed{x^{2}+1}', '1+x^{2}', 1],
    ['\\boxed{a+b+c}', 'c+b+a', 0],
  ])('%j against %j', (output, gold, score) => {
    expect(grade('prm800k', output, gold)[1]).toBe(score)
  })
})

test('zeroeval compares first numbers, so it is no judge of fractions', () => {
  expect(grade('zeroeval', '{"answer": "\\\\frac{1}{2}"}', '1')).toEqual(['\\frac{1}{2}', 1])
})

describe('symbolic', () => {
  const equal: [string, string][] = [
    ['(x+1)^2', 'x^2+2x+1'],
    ['\\frac{x^2-1}{x-1}', 'x+1'],
    ['\\tan^2(y)+1', '\\sec^2(y)'],
    ['10, 4, -2', '4, 10, -2'],
    ['[1,2)\\cup(3,4)', '(3,4) \\cup [1,2)'],
    ['x \\geq 3', '[3,\\infty)'],
    ['1\\frac{1}{2}', '\\frac32'],
    ['90^\\circ', '90'],
    ['\\$1{,}250', '1250'],
    ['58,500', '58500'],
    ['11,\\! 111,\\! 111,\\! 100', '11111111100'],
    ['1 \\pm \\sqrt5', '1+\\sqrt{5}, 1-\\sqrt{5}'],
    ['\\text{(B)}', 'B'],
    ['2x+4y-3=0', 'y=-\\frac{1}{2}x+\\frac{3}{4}'],
    ['2^{100}\\cdot 2', '2^{101}'],
    ['0.0833333', '\\frac{1}{12}'],
    ['-3^2', '-9'],
    ['i^2', '-1'],
    ['\\sqrt[3]{-8}', '-2'],
    ['\\pi/3', '\\frac{\\pi}{3}'],
    ['1+\\pi', '\\pi+1'],
    ['(2,3π/4)', '(2,\\frac{3\\pi}{4})'],
    ['2pi', '2\\pi'],
    ['2516_{8}', '2516_8'],
    ['\\cos 60^\\circ', '\\frac12'],
    ['\\tan(45°)', '1'],
    ['\\log_2 8', '3'],
    ['\\log_{9}{3}', '\\frac12'],
    ['0.\\overline{3}', '\\frac13'],
    ['-1.2\\overline{34}', '-\\frac{1222}{990}'],
    ['\\emptyset', '\\varnothing'],
  ]
  const different: [string, string][] = [
    ['32, 349', '32349'],
    ['(1,2)', '(2,1)'],
    ['(1,2)', '[1,2]'],
    ['x=1, y=2', 'x=2, y=1'],
    ['443_5', '443'],
    ['443_5', '443_6'],
    ['12:00', '1:00'],
    ['2^{100}+1', '2^{100}'],
    ['x+10^{-30}', 'x'],
    ['|x|', 'x'],
    ['\\sqrt{x^2}', 'x'],
    ['0.33', '\\frac13'],
    ['x', 'y'],
    ['f(2)', '2f'],
    ['odd', 'dod'],
    ['3', '1, 2, 3'],
    ['x<5', 'x \\leq 5'],
    ['5', '-5'],
    ['1/0', '2/0'],
    ['\\pi', '3.14'],
    ['\\cos 60', '\\frac12'],
    ['2516_{8}', '2516_9'],
    ['\\log_2 8', '\\log_3 8'],
    ['0.\\overline{3}', '0.3'],
    ['0.\\overline{3}', '0.333'],
  ]
  test.each(equal)('%s is %s', (a, b) => {
    expect([equivalent(a, b), equivalent(b, a)]).toEqual([true, true])
  })
  test.each(different)('%s is not %s', (a, b) => {
    expect([equivalent(a, b), equivalent(b, a)]).toEqual([false, false])
  })

  test.each([
    ['so \\boxed{2} and \\boxed{3}.', '2, 3'],
    ['\\boxed{1},\\boxed{2}, $\\text{and}\\ \\boxed{3}$', '1, 2, 3'],
    ['\\boxed{3} or \\boxed{5}', '3, 5'],
    ['$\\boxed{3}$. $\\boxed{5}$', '5'],
    ['\\boxed{}', null],
    ['\\boxed{3} papers and \\boxed{5} bins', '5'],
    ['$\\boxed{0.5}$, $\\boxed{\\frac{1}{2}}$', '\\frac{1}{2}'],
    ['\\boxed 5', '5'],
    ['Thus $\\boxed5$.', '5'],
    ['\\boxed {\\frac12}', '\\frac{1}{2}'],
    ['$\\boxed \\frac{1}{2}$', '\\frac{1}{2}'],
    ['So \\boxed{5}\n\nThe final answer is correct.', '5'],
    ['So \\boxed{5}\n\nThis is the final answer: as required.', '5'],
    ['The answer is 5 apples, not 6.', '5'],
    ['Final Answer: The largest $n$ is 34.', '34'],
    ['The roots are $2$ and $3$.', '2, 3'],
    ['\\boxed{1} is wrong, as we saw above. It is \\boxed{2}', '2'],
    ['\\boxed{1}. Final answer: 7', '7'],
    ['Final Answer: The final answer is $5$. I hope it is correct.', '5'],
    ['There are $x$ of them, that is 12,000.', '12000'],
    ['We get $x=12$.', 'x=12'],
    ['The answer is x^2 + 1.', 'x^2+1'],
    ['(3,4)', '(3,4)'],
    ['\\boxed{\\frac{1}{2}', '\\frac{1}{2}'],
    ['I do not know.', null],
  ])('%j ends in %j', (output, answer) => {
    expect(grade('symbolic', output, '0')[0]).toBe(answer)
  })

  test('a list is no answer to a question for one number, nor a number to one for a list', () => {
    for (const [output, gold, score] of [
      ['\\boxed{3} and \\boxed{5}', '3,5', 1],
      ['\\boxed{3} and \\boxed{5}', '5', 0],
      ['\\boxed{3} or \\boxed{5}', '3,5', 1],
      // Two answers to a question for one are none of them.
      ['\\boxed{3} or \\boxed{5}', '5', 0],
      ['\\boxed{5}', '3,5', 0],
    ] as const) {
      expect(grade('symbolic', output, gold)[1], `${output} against ${gold}`).toBe(score)
    }
  })

  test('answers of one form are right or wrong together', () => {
    const spellings = ['\\frac12', '\\dfrac{1}{2}', '1/2', '0.5', '.50', '$\\frac{2}{4}$']
    const forms = new Set(spellings.map((answer) => grade('symbolic', `\\boxed{${answer}}`, '0')[0]))
    expect(forms).toEqual(new Set(['\\frac{1}{2}']))
    // The authors' form makes these "12" and "2".
    expect(grade('symbolic', '\\boxed{12\\text{ and }13}', '12')).toEqual(['12, 13', 0])
    expect(grade('symbolic', '\\boxed{x=2}', 'y=2')).toEqual(['x=2', 0])
  })

  test("an answer may also be that of the item's own solution: the gold is only its last box", () => {
    const symbolic = benchmark.variants.find(({ id }) => id === 'symbolic')!
    const item = { id: '1', question: '?', gold: '1', solution: 'They are $\\boxed{-2}$ and $\\boxed{1}$.' }
    const score = (output: string) => symbolic.grade(output, { gold: '1', item }).score
    expect([score('\\boxed{1,-2}'), score('\\boxed{1}'), score('\\boxed{-2}')]).toEqual([1, 1, 0])
  })
})
