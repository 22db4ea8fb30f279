import type { EvalProgress } from '@retable/harness/evals'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { showEvalProgress } from './eval-progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function counts(fields: Partial<EvalProgress['counts']>): EvalProgress['counts'] {
  const unanswered = { refused: 0, filtered: 0, 'thought only': 0, empty: 0 }
  const none = { answered: 0, truncated: 0, cutUnread: 0, unanswered, failed: {}, fromStore: 0, notAsked: 0 }
  return { wanted: 1319, ...none, ...fields }
}

test('tells rate, time left, score and share cut, from the first new answer on', () => {
  const lines: string[] = []
  const show = showEvalProgress('gsm8k', {
    update: (text) => lines.push(text),
    end: () => undefined,
  })
  const state = { held: 0, isAsking: true, score: { sum: 0, n: 0 } }
  show({ ...state, counts: counts({ notAsked: 1219, fromStore: 100 }), isAsking: false })
  show({ ...state, counts: counts({ notAsked: 1219, fromStore: 100 }) })
  // The server loads its model.
  vi.advanceTimersByTime(60_000)
  show({ ...state, counts: counts({ notAsked: 1217, fromStore: 100 }), score: { sum: 0, n: 2 } })
  vi.advanceTimersByTime(10_000)
  show({
    ...state,
    counts: counts({ notAsked: 1199, fromStore: 100, truncated: 10 }),
    held: 2,
    score: { sum: 60, n: 120 },
  })
  expect(lines).toEqual([
    'gsm8k: 100 of 1,319 answers from the store',
    'gsm8k: 100 of 1,319 answers from the store; asking for the first of the others',
    'gsm8k: 102 of 1,319 answers   accuracy 0.0 % (0.0 – 65.8)',
    // 20 in ten seconds; Wilson's interval of 60 in 120 is 41.2 to 58.8 %.
    'gsm8k: 122 of 1,319 answers, 2.0 a second, 10 min left   accuracy 50.0 % (41.2 – 58.8), 9.8 % cut',
  ])
})

test('says that the first is asked for, and calls no failure an answer', () => {
  const lines: string[] = []
  const show = showEvalProgress('gsm8k', {
    update: (text) => lines.push(text),
    end: () => undefined,
  })
  const state = { held: 0, isAsking: true, score: { sum: 0, n: 0 } }
  show({ ...state, counts: counts({ notAsked: 1319 }) })
  show({ ...state, counts: counts({ notAsked: 1316, failed: { 'server error': 3 } }) })
  expect(lines).toEqual([
    'gsm8k: asking for the first of 1,319 answers',
    'gsm8k: 0 of 1,319 answers, 3 failed',
  ])
})
