import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startPace } from '../../pace.ts'
import { eventLines, lineOf } from './progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function lines() {
  const told: string[] = []
  const { onEvent } = eventLines((line) => told.push(line.replace(/ {2,}/g, ' ')))
  const at = (step: string, done: number) =>
    onEvent({ kind: 'progress', step, done, of: 1319, unit: 'samples' })
  return { told, onEvent, at }
}

test('each step of work is told by what is done; one line in ten seconds says how fast', () => {
  const { told, onEvent, at } = lines()
  onEvent({ kind: 'start', step: 'base/corpus', what: 'train' })
  onEvent({ kind: 'done', step: 'base/corpus', what: 'train', reused: true })
  onEvent({ kind: 'start', step: 'pairs', what: 'derive' })
  onEvent({ kind: 'start', step: 'sft/answers', what: 'generate' })
  onEvent({ kind: 'start', step: 'dpo/answers', what: 'generate' })
  // From the store; then a model is loaded.
  at('sft/answers', 1000)
  at('dpo/answers', 0)
  vi.advanceTimersByTime(60_000)
  at('sft/answers', 1010)
  vi.advanceTimersByTime(4000)
  at('sft/answers', 1190)
  vi.advanceTimersByTime(6000)
  onEvent({ kind: 'done', step: 'dpo/answers', what: 'generate', reused: false })
  at('sft/answers', 1210)
  expect(told).toEqual([
    'start training base/corpus',
    'reused training base/corpus',
    'start drawing sft/answers',
    'start drawing dpo/answers',
    ' drawing sft/answers 1,010 of 1,319 samples; 1 more under way',
    'done drawing dpo/answers',
    // 200 in the ten seconds since the first new ones.
    ' drawing sft/answers 1,210 of 1,319 samples, 20 a second, 6 s left',
  ])
})

test('a step of which the store has all is not under way', () => {
  const { told, onEvent, at } = lines()
  vi.advanceTimersByTime(20_000)
  onEvent({ kind: 'start', step: 'sft/answers', what: 'generate' })
  at('sft/answers', 1319)
  expect(told).toEqual(['start drawing sft/answers'])
})

test('a training that has done its last step is said to be saving', () => {
  const pace = startPace(0)
  pace.note(1)
  vi.advanceTimersByTime(10_000)
  pace.note(200)
  const step = { title: 'training dpo', of: 200, unit: 'steps', pace }
  expect(lineOf({ ...step, done: 199 })).toContain('199 of 200 steps, 20 a second, 1 s left')
  expect(lineOf({ ...step, done: 200 })).toMatch(/ 200 of 200 steps, saving$/)
  expect(lineOf({ ...step, title: 'drawing dpo', unit: 'samples', done: 200 })).toMatch(
    / 200 of 200 samples$/,
  )
})

test('a line has no more characters than there is room for; its title is cut', () => {
  const step = { done: 0, of: 30_000, unit: 'samples', pace: startPace(0) }
  const long = lineOf({ ...step, title: 'drawing sft on chosen/log-probability of rejected' }, 60)
  expect(long).toHaveLength(60)
  expect(long).toMatch(/^drawing sft .*….*of rejected 0 of 30,000 samples$/)
  expect(lineOf({ ...step, title: 'drawing dpo' }, 77)).toBe(
    `${'drawing dpo'.padEnd(40)} 0 of 30,000 samples`,
  )
})
