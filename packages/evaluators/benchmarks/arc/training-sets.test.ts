import { expect, test } from 'vitest'
import { test as testSplit } from './dataset.ts'
import { challengeDevelopment, challengeTrain, easyTrain, itemOf } from './training-sets.ts'

test('a row becomes an item; a digit becomes the letter of its place', () => {
  const row = {
    id: 'MCAS_1',
    question: 'Q?',
    choices: { text: ['x', 'y', 'z'], label: ['1', '2', '3'] },
    answerKey: '3',
  }
  expect(itemOf(row, 'train')).toEqual({
    id: 'train/MCAS_1',
    question: 'Q?',
    gold: 'C',
    choices: ['x', 'y', 'z'],
  })
  const lettered = { ...row, choices: { ...row.choices, label: ['A', 'B', 'C'] }, answerKey: 'B' }
  expect(itemOf(lettered, 'train').gold).toBe('B')
})

// ARC's own counts, arXiv 1803.05457v1, table 1: 1,119 and 2,251 training questions, 299 of development, 1,172 of test.
test('the sets have the sizes of the data set, each a file of its own at one commit', () => {
  const sets = [challengeTrain, easyTrain, challengeDevelopment]
  expect([...sets, testSplit].map(({ size }) => size)).toEqual([1119, 2251, 299, 1172])
  for (const { asset } of sets) expect(asset.url).toContain('/210d026faf9955653af8916fad021475a3f00453/')
  expect(new Set([...sets, testSplit].map(({ asset }) => asset.sha256)).size).toBe(4)
})
