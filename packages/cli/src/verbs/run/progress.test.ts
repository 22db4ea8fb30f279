import { expect, test } from 'vitest'
import { lineOf } from './progress.ts'

test('a line says how far a step is, its rate since it was first seen, and the time left', () => {
  const step = { done: 30, of: 45, unit: 'steps', first: { done: 10, at: 1000 } }
  expect(lineOf('dpo', step, 11_000)).toBe(`  ${'dpo'.padEnd(32)} 30 of 45 steps   2.0/s   0:08 left`)
  expect(lineOf('dpo', { ...step, done: 10 }, 11_000)).toBe(`  ${'dpo'.padEnd(32)} 10 of 45 steps`)
})
