import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventLines } from './progress.ts'

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
    ' drawing sft/answers 1,210 of 1,319 samples, 20 a second, about 6 s left',
  ])
})

test('a step of which the store has all is not under way', () => {
  const { told, onEvent, at } = lines()
  vi.advanceTimersByTime(20_000)
  onEvent({ kind: 'start', step: 'sft/answers', what: 'generate' })
  at('sft/answers', 1319)
  expect(told).toEqual(['start drawing sft/answers'])
})
