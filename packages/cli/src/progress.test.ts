import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startProgress } from './progress.ts'

const lines: string[] = []
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubEnv('TERM', 'dumb')
  lines.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('a long wait is told after two seconds and every half minute, with how long it has lasted', () => {
  const progress = startProgress({ tellsAgain: true })
  vi.advanceTimersByTime(500)
  progress.update('asking')
  vi.advanceTimersByTime(70_000)
  expect(lines).toEqual(['asking\n', 'asking, for 32 s\n', 'asking, for 62 s\n'])
  progress.end()
  vi.advanceTimersByTime(70_000)
  expect(lines).toHaveLength(3)
})

test('without that, each text is told once, and those that come too fast are passed over', () => {
  const progress = startProgress()
  progress.update('one')
  vi.advanceTimersByTime(3000)
  for (const text of ['two', 'three']) progress.update(text)
  vi.advanceTimersByTime(70_000)
  expect(lines).toEqual(['two\n'])
})
