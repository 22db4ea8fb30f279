import type { JudgeTask } from '@retable/core'
import { expect, test } from 'vitest'
import { drawnTasks, majorities } from './majority.ts'

const conversation = (verdict?: (text: string) => string | null): JudgeTask => ({
  id: 'a',
  conversations: [
    {
      id: 'one',
      next: () => null,
      ...(verdict && { verdict: ([answer]) => verdict(answer!.text) }),
    },
  ],
  row: () => ({}),
})

test('the verdict of most draws counts, a draw without one has no vote, and a failed draw leaves none', () => {
  const task = conversation((text) => (/[AB]/.test(text) ? text[0]! : null))
  expect(drawnTasks([task], 3).map(({ id }) => id)).toEqual(['a', 'a/draw 2', 'a/draw 3'])
  const chosen = (...texts: (string | null)[]) =>
    majorities(
      [task],
      texts.map((text) => (text === null ? null : [[{ text }]])),
      texts.length,
    )[0]?.[0]?.[0]?.text
  expect(chosen('A1', 'B1', 'B2')).toBe('B1')
  expect(chosen('?', '?', 'A')).toBe('A')
  // As many votes: the verdict that came first.
  expect(chosen('?', 'B', 'A')).toBe('B')
  expect(chosen('?', '!')).toBe('?')
  expect(chosen('A', null, 'A')).toBeUndefined()
})

test('what has no verdict to count is asked once alone', () => {
  expect(drawnTasks([conversation()], 1)).toHaveLength(1)
  expect(() => drawnTasks([conversation()], 3)).toThrow('have no majority: leave --n out')
})
