import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextPace, startPace, type Pace, type PaceEvent } from './adaptive.ts'

const start = (most = 512) => startPace({ first: 16, most, tolerance: 2 })

/** So many rounds of answers, each with all places in use. */
function rounds(pace: Pace, count: number, latencyMs: number | ((limit: number) => number)): Pace {
  let current = pace
  for (let i = 0; i < count; i += 1) {
    const { limit } = current
    const ms = typeof latencyMs === 'number' ? latencyMs : latencyMs(limit)
    const sentAt = 1000 + i * 1000
    for (let j = 0; j < limit; j += 1) {
      current = nextPace(current, { kind: 'answered', sentAt, at: sentAt + ms, inFlight: limit })
    }
  }
  return current
}

test('doubles from round to round while latency holds, up to the most', () => {
  expect([1, 2, 3, 4, 5, 6].map((count) => rounds(start(), count, 50).limit)).toEqual([
    32, 64, 128, 256, 512, 512,
  ])
})

test('adds one a round once latency has risen, and only while it is below the tolerance again', () => {
  const slowed = rounds(rounds(start(), 2, 50), 1, 120)
  expect(slowed).toMatchObject({ limit: 64, phase: 'adding' })
  expect(rounds(slowed, 3, 60).limit).toBe(67)
  expect(rounds(slowed, 3, 120).limit).toBe(64)
})

test('finds about the limit of a server whose latency grows with what is in flight', () => {
  const { limit } = rounds(start(), 50, (inFlight) => 50 * Math.max(1, inFlight / 64))
  expect(limit).toBeGreaterThanOrEqual(64)
  expect(limit).toBeLessThanOrEqual(256)
})

test('does not grow beyond what is used', () => {
  let pace = start()
  for (let i = 0; i < 1000; i += 1)
    pace = nextPace(pace, { kind: 'answered', sentAt: i, at: i + 50, inFlight: 3 })
  expect(pace.limit).toBe(16)
})

test('a burst halves once; a second one halves again', () => {
  const full = (sentAt: number, at: number): PaceEvent => ({ kind: 'full', sentAt, at, inFlight: 64 })
  let pace = rounds(start(), 2, 50)
  for (let i = 0; i < 64; i += 1) pace = nextPace(pace, full(5000, 5050 + i))
  expect(pace).toMatchObject({ limit: 32, phase: 'adding' })
  expect(nextPace(pace, full(5200, 5250)).limit).toBe(16)
})

test('whatever happens, the limit is whole, from one to the most, and never raised by a full server', () => {
  const event = fc.record({
    kind: fc.constantFrom('answered' as const, 'full' as const),
    sentAt: fc.nat(10_000),
    took: fc.nat(1000),
    inFlight: fc.integer({ min: 1, max: 600 }),
  })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 400 }), fc.integer({ min: 1, max: 512 }), (events, most) => {
      let pace = startPace({ first: Math.min(16, most), most, tolerance: 2 })
      for (const { kind, sentAt, took, inFlight } of events) {
        const next = nextPace(pace, { kind, sentAt, at: sentAt + took, inFlight })
        expect(Number.isInteger(next.limit) && next.limit >= 1 && next.limit <= most).toBe(true)
        if (kind === 'full') expect(next.limit).toBeLessThanOrEqual(pace.limit)
        pace = next
      }
    }),
  )
})
