import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duration, limitReset, retryAfter } from './retry-after.ts'

const now = Date.UTC(2026, 4, 3, 12, 0, 0)

test.each([
  ['2', 2000],
  ['1.5', 1500],
  ['0.0004', 1],
  [' 7 ', 7000],
  ['30s', 30_000],
  ['1m30s', 90_000],
  ['Sun, 03 May 2026 12:00:09 GMT', 9000],
  ['Sunday, 03-May-26 12:00:09 GMT', 9000],
  ['2026-05-03T12:00:09Z', 9000],
  [String(now / 1000 + 4), 4000],
  [String(now + 4000), 4000],
  ['Sun, 03 May 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['NaN', undefined],
  ['-3', undefined],
  ['', undefined],
  ['1e9', undefined],
  ['Infinity', undefined],
])('Retry-After %j is %j ms', (text, expected) => {
  expect(retryAfter({ 'retry-after': text }, now)).toBe(expected)
})

test('a date counts from the response’s own clock', () => {
  const headers = { 'retry-after': 'Sun, 03 May 2026 10:00:09 GMT', date: 'Sun, 03 May 2026 10:00:00 GMT' }
  expect(retryAfter(headers, now)).toBe(9000)
})

test('milliseconds go before seconds', () => {
  expect(retryAfter({ 'retry-after-ms': '250', 'retry-after': '9' }, now)).toBe(250)
  expect(retryAfter({ 'x-ms-retry-after-ms': '0.5' }, now)).toBe(1)
  expect(retryAfter({ 'retry-after-ms': 'x', 'retry-after': '9' }, now)).toBe(9000)
  expect(retryAfter({}, now)).toBeUndefined()
})

test('the longest reset of the limits that are used up', () => {
  const headers = {
    'x-ratelimit-limit-requests': '100',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': '1s',
    'x-ratelimit-remaining-tokens': '0',
    'x-ratelimit-reset-tokens': '6m0s',
  }
  expect(limitReset(headers, now)).toBe(360_000)
  expect(limitReset({ ...headers, 'x-ratelimit-remaining-tokens': '12' }, now)).toBe(1000)
  expect(limitReset({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + 1500) }, now)).toBe(
    1500,
  )
  expect(limitReset({ 'ratelimit-remaining': '0', 'ratelimit-reset': '3' }, now)).toBe(3000)
  const anthropic = {
    'anthropic-ratelimit-requests-remaining': '0',
    'anthropic-ratelimit-requests-reset': '2026-05-03T12:00:02Z',
  }
  expect(limitReset(anthropic, now)).toBe(2000)
  expect(
    limitReset({ 'x-ratelimit-remaining-requests': '5', 'x-ratelimit-reset-requests': '1s' }, now),
  ).toBeUndefined()
  expect(limitReset({ 'x-ratelimit-remaining-requests': '0' }, now)).toBeUndefined()
})

test('a span is the sum of its parts', () => {
  expect(duration('17ms')).toBe(17)
  expect(duration('1h2m3.5s')).toBe(3_723_500)
  expect(duration('5')).toBeUndefined()
  expect(duration('5 s')).toBeUndefined()
})

test('whatever stands in the header, a wait is a whole number that is not negative, or none', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.double().map(String),
        fc.date({ noInvalidDate: true }).map((at) => at.toUTCString()),
      ),
      (text) => {
        const waitMs = retryAfter({ 'retry-after': text }, now)
        if (waitMs !== undefined) expect(waitMs >= 0 && Number.isInteger(waitMs)).toBe(true)
      },
    ),
  )
})

test('a wait in seconds is never shorter than asked', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 100_000, noNaN: true }).map((seconds) => seconds.toFixed(4)),
      (text) => {
        expect(retryAfter({ 'retry-after': text }, now)).toBeGreaterThanOrEqual(Number(text) * 1000)
      },
    ),
  )
})
