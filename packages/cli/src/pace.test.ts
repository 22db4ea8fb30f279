import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paceText, startPace } from './pace.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a pace counts from the first new item on', () => {
  const pace = startPace(100)
  pace.note(100)
  vi.advanceTimersByTime(60_000)
  expect(pace.rate()).toBe(0)
  pace.note(104)
  vi.advanceTimersByTime(10_000)
  expect(pace.rate()).toBe(0)
  pace.note(124)
  expect(pace.rate()).toBe(2)
})

test.each([
  [0, 100, ''],
  [45, 1196, ', 45 a second, 27 s left'],
  [2.5, 100, ', 2.5 a second, 40 s left'],
  [0.2, 100, ', 12 a minute, 8 min left'],
  [0.01, 100, ', 0.6 a minute, 2 h 47 min left'],
])('%d a second with %d left', (rate, left, text) => {
  expect(paceText(rate, left)).toBe(text)
})
