import type { Item } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { testBenchmark } from '../../src/testing/index.ts'
import { benchmark } from './benchmark.ts'
import { parseItems } from './dataset.ts'

testBenchmark(benchmark, {
  golds: ['A', 'E'],
  ids: [
    0,
    '1171',
    'test/17',
    'Mercury_7175875',
    'test/Mercury_SC_409171',
    'NAEP_2000_8_S21+4',
    'CSZ30169',
    'AKDE&ED_2008_8_51',
  ],
})

const item: Item = {
  id: 'test/Mercury_1',
  question: 'Which is the capital of France?',
  gold: 'B',
  choices: ['The city of Paris, France', 'Kōbe', 'Rome'],
}

function grade(variant: string, output: string) {
  const rule = benchmark.variants.find(({ id }) => id === variant)
  const { extracted, score } = rule!.grade(output, { gold: item.gold, item })
  return [extracted, score]
}

describe('log-likelihoods', () => {
  test.each([
    ['acc', '[-9, -8, -7]', 'C', 0],
    ['acc', '[-8, -7, -7]', 'B', 1],
    ['acc', '[-7, -7, -7]', 'A', 0],
    ['acc', '[-1e999, -3, -1e999]', 'B', 1],
    ['acc-norm', '[-9, -8, -8]', 'A', 0],
    // 25, 4 and 4 characters; the second choice has 5 bytes.
    ['acc-norm', '[-99, -8.4, -8]', 'C', 0],
    ['acc-bytes', '[-99, -8.4, -8]', 'B', 1],
    ['acc', '[-9, -8]', null, 0],
    ['acc', '[-9, -8, -7, -6]', null, 0],
    ['acc', '[-9, -8, "-7"]', null, 0],
    ['acc', '[-9, -8, null]', null, 0],
    ['acc', 'B', null, 0],
  ])('%s of %s', (variant, output, extracted, score) => {
    expect(grade(variant, output)).toEqual([extracted, score])
  })
})

describe('letters', () => {
  test.each([
    ['final-letter', 'Final answer: (B)', 'B', 1],
    ['final-letter', 'Final answer: B', 'B', 1],
    ['final-letter', 'Final answer: **B.**', 'B', 1],
    ['final-letter', 'Final answer: (A)\nFinal answer: (B) Kōbe', 'B', 1],
    ['final-letter', 'Final answer: B) Kōbe', 'B', 1],
    ['final-letter', 'Final answer: A city', null, 0],
    ['final-letter', 'Final answer: Air', null, 0],
    ['final-letter', 'Final answer: b', null, 0],
    ['final-letter', 'Final answer:\n(B)', null, 0],
    ['final-letter', 'final answer: (B)', null, 0],
    ['best-answer', 'The best answer is B.', 'B', 1],
    ['best-answer', 'The best answer is A. No: The best answer is B.', 'A', 0],
    ['best-answer', 'Therefore, the best answer is B.', null, 0],
    ['best-answer', 'B', null, 0],
    ['best-answer', 'The best answer is **B**', 'B', 1],
    ['best-answer', 'The best answer is (B).', 'B', 1],
    ['final-letter', '**Final answer**: **(B)**', 'B', 1],
    ['final-letter', '**Final answer:** `B`', 'B', 1],
    ['inspect', 'so\nANSWER: B', 'B', 1],
    ['inspect', 'ANSWER: A\nANSWER: b.', 'B', 1],
    ['inspect', 'ANSWER: B\nThe ANSWER: A', 'B', 1],
    ['inspect', '**ANSWER: B**', 'B', 1],
    ['inspect', 'ANSWER: A, B', null, 0],
    ['inspect', 'ANSWER: D', null, 0],
    ['inspect', 'ANSWER: B) Kōbe', 'B', 1],
  ])('%s of %j', (variant, output, extracted, score) => {
    expect(grade(variant, output)).toEqual([extracted, score])
  })

  test('a long run takes no longer than its length', () => {
    expect(grade('inspect', `ANSWER:${' '.repeat(1_000_000)}!`)).toEqual([null, 0])
    expect(grade('inspect', `ANSWER: B${' '.repeat(1_000_000)}!`)).toEqual(['B', 1])
    expect(grade('inspect', `ANSWER: ${'b'.repeat(1_000_000)} b_`)).toEqual([null, 0])
  })
})

test('digits become letters by position, in the data and in golds', () => {
  const text = JSON.stringify([
    { id: 'MCAS_1', question: 'Q?', answer: '3', label: ['1', '2', '3'], 1: 'x', 2: 'y', 3: 'z' },
  ])
  expect(parseItems(text)).toEqual([
    { id: 'test/MCAS_1', aliases: ['test/0'], question: 'Q?', gold: 'C', choices: ['x', 'y', 'z'] },
  ])
  expect([' B', '(C)', '2'].map((gold) => benchmark.readGold(gold))).toEqual(['B', 'C', 'B'])
})

test('a gold that is no label is refused', () => {
  for (const gold of ['0', '6', 'b', 'F', 'Io', ''])
    expect(() => benchmark.readGold(gold)).toThrow('is no label')
  expect(['(C)', '3', ' C '].map((gold) => benchmark.readGold(gold))).toEqual(['C', 'C', 'C'])
})

test('ids of no question and rows beyond the last are none', () => {
  for (const id of ['1172', 'Mercury', 'lgp-test-2x2-0', 'gsm8k-main-test-#17', '']) {
    expect(benchmark.itemId(id)).toBeUndefined()
  }
})

test('prompts put the question, and its choices with letters', () => {
  const [cot, lmEval] = benchmark.prompts
  expect(cot?.render(item)).toMatch(
    /France\?\n\(A\) The city of Paris, France\n\(B\) Kōbe\n\(C\) Rome\n\nSolution:$/,
  )
  expect(lmEval?.render(item)).toBe('Question: Which is the capital of France?\nAnswer:')
})
