import { expect, test } from 'vitest'
import { pairJudge } from './pair-judge.ts'

test.each([
  ['first', 'm'],
  ['second', ' M\n'],
  [null, 'm or M'],
  [null, 'tie'],
  [null, ''],
] as const)('%j is read in %j', (verdict, text) => expect(pairJudge.parse(text)).toBe(verdict))

test('both responses are shown under their labels', () => {
  const prompt = pairJudge.prompt!({ instruction: 'Name a bird.', responses: ['A wren.', 'An owl.'] })
  expect(prompt).toContain('Response of model m:\nA wren.\n')
  expect(prompt).toContain('Response of model M:\nAn owl.\n')
})
