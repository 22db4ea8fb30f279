import { expect, test } from 'vitest'
import { sharedGrades } from './shared-grades.ts'

test('grades that say the same are kept once, and nothing of them is lost', () => {
  const shared = sharedGrades()
  const grade = { extracted: '5', gold: '7', score: 0 }
  const first = shared({ ...grade })
  expect(first).toEqual(grade)
  expect(shared({ ...grade })).toBe(first)
  for (const other of [
    { ...grade, extracted: null },
    { ...grade, gold: '5', score: 1 },
    { ...grade, score: 1 },
    { ...grade, measures: { words: 3 } },
    { ...grade, extracted: 'x'.repeat(1000) },
  ]) {
    expect(shared(other)).not.toBe(first)
    expect(shared(other)).toEqual(other)
  }
})

test('an answer does not keep its whole output in memory', () => {
  const shared = sharedGrades()
  const size = 200_000
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed + process.memoryUsage().external
  const kept = Array.from({ length: 500 }, (_, i) => {
    const output = `${'x'.repeat(size)} ${i} is a rather long answer`
    return shared({ extracted: output.slice(size + 1), gold: '', score: 0 })
  })
  expect(kept[7]?.extracted).toBe('7 is a rather long answer')
  const after = process.memoryUsage().heapUsed + process.memoryUsage().external
  expect(after - before).toBeLessThan((500 * size) / 2)
})
