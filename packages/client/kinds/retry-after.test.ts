import { describe, expect, test } from 'vitest'

import { chatAnswer, errorAnswer } from '../src/testing/index.ts'
import { askFake, requests, firstly } from './ask-fake.ts'

describe('Retry-After', () => {
  test.each([
    ['seconds', { 'retry-after': '0.08' }, 80],
    ['milliseconds', { 'retry-after-ms': '80' }, 80],
    [
      'a reset of the requests that are left',
      { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '80ms' },
      80,
    ],
  ])('of %s is waited for', async (_, headers, leastMs) => {
    const { asked, received } = await askFake(firstly(1, errorAnswer(429, 'slow down', { headers })))
    expect(asked).toMatchObject([{ outcome: 'answered', attempts: 2 }])
    expect(received[1]!.at - received[0]!.at).toBeGreaterThanOrEqual(leastMs - 2)
  })

  test('that cannot be read counts as none, and is not retried at once', async () => {
    const { asked, received } = await askFake(
      firstly(1, errorAnswer(429, 'slow down', { headers: { 'retry-after': 'soon' } })),
      { waits: { first: 60, longest: 60 } },
    )
    expect(asked).toMatchObject([{ outcome: 'answered' }])
    expect(received[1]!.at - received[0]!.at).toBeGreaterThanOrEqual(29)
  })

  test('waits for a rate limit use up no tries', async () => {
    const { asked } = await askFake(firstly(12, errorAnswer(429, 'slow down')), { tries: 2 })
    expect(asked).toMatchObject([{ outcome: 'answered', attempts: 13 }])
  })

  test('they end at the total deadline', async () => {
    const { asked } = await askFake(() => errorAnswer(429, 'slow down'), {
      totalTimeoutMs: 1000,
      ask: requests(2),
    })
    expect(asked).toMatchObject([
      { outcome: 'failed', reason: 'rate limit', status: 429, message: 'slow down' },
      { outcome: 'failed', reason: 'rate limit' },
    ])
  })

  test('a long wait is told', async () => {
    const { notices } = await askFake(
      firstly(1, errorAnswer(429, 'slow down', { headers: { 'retry-after': '0.1' } })),
    )
    expect(notices).toMatchObject([{ kind: 'long wait' }])
  })

  test('a wait beyond the total deadline ends the run', async () => {
    const { asked, error, received } = await askFake(
      () => errorAnswer(429, 'come tomorrow', { headers: { 'retry-after': '86400' } }),
      { ask: requests(30), concurrency: 1 },
    )
    expect(asked).toEqual([])
    expect(error).toMatchObject({ code: 'client/long-wait' })
    expect(String(error)).toContain('1440 minutes')
    expect(received).toHaveLength(1)
  })

  test('nothing is sent while a server has asked to wait, whichever request it told', async () => {
    const told = errorAnswer(429, 'wait', { headers: { 'retry-after': '1' } })
    const { received } = await askFake(
      ({ index }) => (index === 0 ? told : { ...chatAnswer('fine'), afterMs: 400 }),
      {
        ask: requests(12),
      },
    )
    const [first, ...others] = received.map(({ at }) => at)
    expect(received).toHaveLength(13)
    expect(others.slice(3).every((at) => at - first! >= 990)).toBe(true)
  })

  test('a burst of 429 costs no item, and fewer requests are in flight after it', async () => {
    const { asked, client } = await askFake(
      ({ index }) => (index >= 8 && index < 24 ? errorAnswer(429, 'burst') : chatAnswer('fine')),
      { ask: requests(60), concurrency: 16 },
    )
    expect(asked.map(({ outcome }) => outcome)).toEqual(Array<string>(60).fill('answered'))
    expect(client.progress.concurrency).toBeLessThan(16)
  })
})
