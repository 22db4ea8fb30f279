import { expect, test } from 'vitest'
import { parseTraining, train } from './training-set.ts'

const row = (id: string, more: object = {}) =>
  JSON.stringify({
    ...{ problem: 'What is $1+1$?', solution: 'It is $\\boxed{2}$.', answer: 'two' },
    ...{ subject: 'Algebra', level: 1, unique_id: id, ...more },
  })

test('problems of the training set are taken, and none of the test set', () => {
  const text = [row('train/algebra/1.json'), row('test/algebra/2.json'), ''].join('\n')
  expect(parseTraining(text)).toEqual([
    {
      id: 'train/algebra/1',
      question: 'What is $1+1$?',
      // Of the solution's box, as for the test problems, and not the copy's ready-made answer.
      gold: '2',
      solution: 'It is $\\boxed{2}$.',
      category: 'Algebra',
    },
  ])
})

test('it is pinned at a commit', () => {
  expect(train.asset.url).toMatch(/\/[0-9a-f]{40}\//)
  expect(train.asset.sha256).toMatch(/^[0-9a-f]{64}$/)
})
