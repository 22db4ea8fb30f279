import { expect, test, vi } from 'vitest'
import { fetchProgress } from './fetch-progress.ts'

test('nothing in the first two seconds, then a line every ten', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const said: string[] = []
    const { update } = fetchProgress((sentence) => said.push(sentence))
    for (let second = 0; second < 14; second += 1) {
      update(`at ${second}`)
      vi.advanceTimersByTime(1000)
    }
    expect(said).toEqual(['at 2', 'at 12'])
  } finally {
    vi.useRealTimers()
  }
})
