import type { Item } from '@retable/core'
import { expect, test } from 'vitest'
import { findQuestion } from './find-question.ts'

const item = (id: string, question: string): Item => ({ id, question, gold: '1' })
const items = [
  item('rope', 'How long is a rope of 3 m  and 4 m?'),
  item('ropes', 'How long is a rope of 3 m and 4 m? And half of it?'),
  item('crown', 'The king’s crown weighs 5 kg. What do two weigh?'),
  item('twin/a', 'Which of these floats?'),
  item('twin/b', 'Which of these floats?'),
  item('short', 'Why 7?'),
]
const ask = findQuestion(items)
const idsIn = (text: string) => ask(text).map(({ id }) => id)

test('a question is found as it is, whatever its white space and quotation marks', () => {
  expect(idsIn(' How long is a rope\nof 3 m and 4 m?')).toEqual(['rope'])
  expect(idsIn("The king's crown weighs 5 kg. What do two weigh?")).toEqual(['crown'])
})

test('a prompt around a question leads to it, with worked examples before and instructions after', () => {
  const prompt = `Question: What is 2 and 2?\nAnswer: 4\n\nQuestion:The king’s crown weighs 5 kg.  What do two weigh?\nLet us think.`
  expect(idsIn(prompt)).toEqual(['crown'])
  expect(idsIn('<user>Why 7?</user>')).toEqual(['short'])
})

test('of a question within another one the longer is asked', () => {
  expect(idsIn('Q: How long is a rope of 3 m and 4 m? And half of it? A:')).toEqual(['ropes'])
  expect(idsIn('Q: How long is a rope of 3 m and 4 m? And double? A:')).toEqual(['rope'])
})

test('a word or number that goes on makes another question', () => {
  expect(ask('AntiWhy 7? no')).toEqual([])
  const numbers = findQuestion([item('ends', 'How many are there in 12')])
  expect(numbers('Say: How many are there in 12.')).toHaveLength(1)
  expect(numbers('Say: How many are there in 125.')).toHaveLength(0)
})

test('several questions are all found, and nothing in other texts', () => {
  expect(idsIn('Which of these floats? A ship. B stone.')).toEqual(['twin/a', 'twin/b'])
  expect(idsIn('Why 7? The king’s crown weighs 5 kg. What do two weigh?')).toEqual(['short', 'crown'])
  expect(idsIn('')).toEqual([])
  expect(idsIn('How long is a rope?')).toEqual([])
})

test('a long crooked text takes a time that grows with it', () => {
  const start = performance.now()
  for (const piece of ['How long is a rope of 3 m ', 'Why ', 'a', ' ', 'é ']) ask(piece.repeat(200_000))
  expect(performance.now() - start).toBeLessThan(5000)
})
