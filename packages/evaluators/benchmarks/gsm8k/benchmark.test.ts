import { describe, expect, test } from 'vitest'
import { testBenchmark } from '../../src/testing/index.ts'
import { benchmark } from './benchmark.ts'

testBenchmark(benchmark, {
  golds: ['18', '2,125', '1,450,000'],
  ids: [0, '1318', 'test/17', 'gsm8k-main-test-#17'],
})

function grade(variant: string, output: string, gold: string, fileName?: string) {
  const rule = benchmark.variants.find(({ id }) => id === variant)
  const { extracted, score } = rule!.grade(output, { gold, ...(fileName === undefined ? {} : { fileName }) })
  return [extracted, score]
}

// Each case is a trap that the rule's own source has; the source is named in the variant's file.
describe('official', () => {
  test.each([
    ['It is #### 18', '18', '18', 1],
    ['#### 2,125', '2,125', '2125', 1],
    ['#### 18.', '18', '18.', 0],
    ['#### 18.0', '18', '18.0', 0],
    ['#### $18', '18', null, 0],
    ['####18', '18', null, 0],
    ['#### 1\n#### 18', '18', '1', 0],
    ['#### -5', '-5', '-5', 1],
  ])('%j against %j', (output, gold, extracted, score) => {
    expect(grade('official', output, gold)).toEqual([extracted, score])
  })
  test('the older marker', () => {
    expect(grade('official-samples', 'so\nA: 18', '18')).toEqual(['18', 1])
    expect(grade('official-samples', '#### 18', '18')).toEqual([null, 0])
  })
})

describe('final-answer', () => {
  test.each([
    ['Final answer: 18', '18', '18', 1],
    ['Final answer: $2,125.\nBye 7', '2,125', '2125', 1],
    ['Final answer: 1\nFinal answer: 18', '18', '18', 1],
    ['Final answer:', '18', null, 0],
    ['final answer: 18', '18', null, 0],
    ['Final answer: 18 dollars', '18', '18 dollars', 0],
    ['**Final answer:** 18', '18', '18', 1],
    ['**Final answer**: **18.**', '18', '18', 1],
    ['Final answer: `18`.', '18', '18', 1],
    ['Final answer: 3*6', '18', '3*6', 0],
  ])('%j against %j', (output, gold, extracted, score) => {
    expect(grade('final-answer', output, gold)).toEqual([extracted, score])
  })
  test('version 1 takes marks for part of the answer', () => {
    expect(grade('final-answer-1', 'Final answer: **18**', '18')).toEqual(['**18**', 0])
    expect(grade('final-answer-1', 'Final answer: $18.', '18')).toEqual(['18', 1])
  })
})

// What inspect_ai 0.3.285 itself says of each, in the parity test.
describe('inspect', () => {
  test.each([
    ['Nine by 60.\n\nANSWER: 540', '540', '540', 1],
    ['ANSWER: $2,125.00', '2,125', '2125', 1],
    ['ANSWER: **18** dollars', '18', '18', 1],
    ['ANSWER: (18)', '18', '18', 1],
    ['ANSWER: 18%', '18', null, 0],
    ['It is 18.\nANSWER: eighteen', '18', '18', 1],
    ['ANSWER: 123457', '123456', '1.2346e+05', 1],
    ['so 9²', '81', '81', 1],
  ])('%j against %j', (output, gold, extracted, score) => {
    expect(grade('inspect', output, gold)).toEqual([extracted, score])
  })
})

describe('lm-eval', () => {
  test.each([
    ['lm-eval-strict', '#### 1 #### 18', '18', '1', 0],
    ['lm-eval-strict', '#### 18.', '18', '18.', 1],
    ['lm-eval-flexible', 'about 16, no: 18', '18', '18', 1],
    ['lm-eval-flexible', 'It is 18...', '18', '18...', 0],
    ['lm-eval-flexible', 'It is 18. Well ...', '18', '...', 0],
    ['lm-eval-flexible', 'It costs $18.', '18', '$18.', 1],
    ['lm-eval-flexible', '16.00', '16', '16.00', 0],
    ['lm-eval-cot', 'The answer is 5', '5', null, 0],
    ['lm-eval-cot', 'The answer is 15', '15', '1', 0],
    ['lm-eval-cot', 'The answer is 18.', '18', '18', 1],
    ['lm-eval-cot', 'The answer is 18. Next', '18', '18.', 1],
    ['lm-eval-cot', 'The answer is 5,000 eggs', '5000', '5,000', 1],
  ])('%s: %j against %j', (variant, output, gold, extracted, score) => {
    expect(grade(variant, output, gold)).toEqual([extracted, score])
  })
})

describe('zeroeval', () => {
  test.each([
    ['{"answer": "$2,125"}', '# 2,125', '2125', 1],
    ['{"answer": 18.0}', '18', '18.0', 1],
    ['{"answer": null}', '18', 'None', 0],
    ['{"answer": [18, 2]}', '18', '[18 2]', 1],
    ['{"answer": "1/2"}', '0.5', '0.5', 1],
    ['{"answer": "1 / 2 hour"}', '1', '1 / 2 hour', 1],
    ['{"reasoning": "{}", "answer": "18"}', '18', '18', 1],
    ['{"a": 1} {"answer": "18"}', '18', '18', 1],
    ['answer: 18, done', '18', '18', 1],
    ['The result is 18', '18', null, 0],
  ])('%j against %j', (output, gold, extracted, score) => {
    expect(grade('zeroeval', output, gold)).toEqual([extracted, score])
  })
  test('a box counts in files named after Llama-3.1 only', () => {
    expect(grade('zeroeval', 'so \\boxed{18}', '18', 'Meta-Llama-3.1-8B.json')).toEqual(['18', 1])
    expect(grade('zeroeval', 'so \\boxed{18}', '18', 'other.json')).toEqual([null, 0])
    const early = `\\boxed{18}${' '.repeat(40)}`
    expect(grade('zeroeval', early, '18', 'Meta-Llama-3.1-8B.json')).toEqual([null, 0])
  })
})

describe('tora', () => {
  test.each([
    ['\\boxed{18.0}', '18', '18', 1],
    ['\\boxed{\\$2,125}', '2,125', '2125', 1],
    ['\\boxed{20\\%}', '20', '20', 1],
    ['```output\n3\n18.0\n```\nEighteen.', '18', '18', 1],
    ['\\boxed{0.05}', '5', '0.05', 1],
    ['\\boxed{18.1}', '18', '18.1', 0],
  ])('%j against %j', (output, gold, extracted, score) => {
    expect(grade('tora', output, gold)).toEqual([extracted, score])
  })
})

test('gold answers are read from solutions and spellings', () => {
  expect(benchmark.readGold('16 - 3 = 13\n#### 18')).toBe('18')
  expect(benchmark.readGold('# 2,125')).toBe('2,125')
  expect(benchmark.readGold('18')).toBe('18')
})

test('prompts put the question, and worked examples before it', () => {
  const item = { id: 'test/0', question: 'How many?', gold: '2', solution: '1+1=2\n#### 2' }
  const [zeroShot, fiveShot] = benchmark.prompts
  expect(zeroShot?.render(item)).toContain('How many?')
  expect(zeroShot?.render(item)).toMatch(/"Final answer: "[^]*Solution:$/)
  expect(fiveShot?.render(item, [item])).toBe(
    'Question: How many?\nAnswer: 1+1=2\n#### 2\n\nQuestion: How many?\nAnswer:',
  )
})
