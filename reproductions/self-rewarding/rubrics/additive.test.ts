import fc from 'fast-check'
import { expect, test } from 'vitest'
import { additiveRubric, parseScore } from './additive.ts'

test.each([
  [4, 'Clear and complete.\nScore: 4'],
  [0, 'Score: 0'],
  [5, 'Score:5'],
  [3, '  Score:  3  \n'],
  [2, 'Score: 5 would be too much.\nScore: 2'],
  [2, 'Score: 5\nOn second thoughts:\nScore: 2\nThat is all.'],
  [null, 'Score: 4.5'],
  [null, 'Score: 6'],
  [null, 'Score: -1'],
  [null, 'Score: 4/5'],
  [null, 'Score: 3\nScore: four'],
  [null, 'The Score: 4'],
  [null, 'score: 4'],
  [null, 'Score:'],
  [null, ''],
] as const)('%j is the score of %j', (score, text) => expect(parseScore(text)).toBe(score))

test('a total on a line of its own is read whatever stands before it', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 5 }), (before, points) => {
      expect(parseScore(`${before}\nScore: ${points}`)).toBe(points)
    }),
  )
})

test('a long text is read in no time', () => {
  const started = performance.now()
  parseScore('Score: '.repeat(500_000))
  parseScore('Score: 1\n'.repeat(200_000))
  expect(performance.now() - started).toBeLessThan(2000)
})

test('the prompt shows the instruction, the response, five points and how to end', () => {
  const prompt = additiveRubric.prompt!({ instruction: 'Name a bird.', responses: ['A wren.'] })
  expect(prompt).toContain('Instruction:\nName a bird.\n')
  expect(prompt).toContain('Response:\nA wren.\n')
  expect((prompt as string).match(/^- 1 point if /gm)).toHaveLength(5)
  expect(prompt).toContain('"Score: <total points>", from 0 to 5')
})
