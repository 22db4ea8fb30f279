import { expect, test } from 'vitest'
import { drawUntil } from './draw-until.ts'

test('the first that is accepted is given, and nothing is drawn after it', () => {
  let drawn = 0
  expect(drawUntil('a multiple of 7', () => (drawn += 1), (value) => value % 7 === 0)).toBe(7) // prettier-ignore
  expect(drawn).toBe(7)
})

test('what is rare is waited for, what never comes is refused after 100,000 draws', () => {
  let drawn = 0
  const draw = () => (drawn += 1)
  expect(drawUntil('one in a while', draw, (value) => value === 100_000)).toBe(100_000)
  drawn = 0
  expect(() => drawUntil('a test problem', draw, () => false)).toThrow(
    expect.objectContaining({
      code: 'nano-tasks/vain-draw',
      kind: 'usage',
      message: expect.stringMatching(/^a test problem: none of 100000 draws/),
    }),
  )
  expect(drawn).toBe(100_000)
})
