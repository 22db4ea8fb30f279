import { describe, expect, test } from 'vitest'
import { openClient } from '../src/index.ts'
import { chatAnswer, errorAnswer, openFakeServer, type Behaviour } from '../src/testing/index.ts'
import { askFake, askServer, promptOf, requests } from './ask-fake.ts'

const whole = JSON.stringify(chatAnswer('fine').body)

describe('a connection that misbehaves costs an attempt', () => {
  test.each<[string, Behaviour, string]>([
    ['reset', { kind: 'reset' }, 'connection lost'],
    ['closed half way through the answer', { kind: 'half', text: whole }, 'connection lost'],
    ['JSON that is cut off', { kind: 'answer', body: whole.slice(0, -20) }, 'unreadable'],
    ['an empty body', { kind: 'answer', body: '' }, 'unreadable'],
    [
      'bytes that are no HTTP, after an answer',
      { kind: 'garbage', text: 'SSH-2.0-OpenSSH\r\n' },
      'connection lost',
    ],
    [
      'a web page with status 200, after an answer',
      { kind: 'answer', body: '<html><title>Log in</title></html>' },
      'unreadable',
    ],
  ])('%s', async (_, behaviour, reason) => {
    const isBad = (at: { readonly body: object }) => promptOf(at as never) === 'question 2'
    let times = 0
    const once = await askFake((one) => (isBad(one) && (times += 1) === 1 ? behaviour : chatAnswer('fine')), {
      ask: requests(4),
      concurrency: 1,
    })
    expect(once.error).toBeUndefined()
    expect(once.asked.find(({ id }) => id === '2')).toMatchObject({ outcome: 'answered', attempts: 2 })

    const always = await askFake((one) => (isBad(one) ? behaviour : chatAnswer('fine')), {
      ask: requests(4),
      concurrency: 1,
      tries: 3,
    })
    expect(always.asked.find(({ id }) => id === '2')).toMatchObject({
      outcome: 'failed',
      reason,
      attempts: 3,
    })
    expect(always.asked.filter(({ outcome }) => outcome === 'answered')).toHaveLength(3)
  })

  test('JSON with another content type is read', async () => {
    const { asked } = await askFake(() => ({
      kind: 'answer',
      headers: { 'content-type': 'text/plain' },
      body: `\n\n${whole}`,
    }))
    expect(asked).toMatchObject([{ outcome: 'answered', text: 'fine' }])
  })

  test('an answer over the limit is cut off, closed, and counted as failed', async () => {
    await using server = await openFakeServer(() => ({ kind: 'endless' }))
    const client = openClient({ baseUrls: [server.url], model: 'm', maxAnswerBytes: 300_000 })
    const asked = await Array.fromAsync(client.ask(requests(1)))
    expect(asked).toMatchObject([{ outcome: 'failed', reason: 'answer too large', attempts: 1 }])
    await expect.poll(() => server.requests[0]!.isAbandoned, { timeout: 20_000 }).toBe(true)
    await client.close()
  })

  test('the limit is 10 MB unless another is set', async () => {
    const text = (megabytes: number) => chatAnswer('x'.repeat(megabytes * 1e6))
    const { asked } = await askFake(({ index }) => text(index === 0 ? 9.9 : 10), {
      ask: requests(2),
      concurrency: 1,
    })
    expect(asked.map(({ outcome }) => outcome)).toEqual(['answered', 'failed'])
  })
})

describe('redirects', () => {
  test.each([301, 302, 307, 308])(
    '%i is not followed, and the sentence names where it leads',
    async (status) => {
      await using other = await openFakeServer(() => chatAnswer('stolen'))
      const { error, received } = await askFake(
        () => ({
          kind: 'answer',
          status,
          headers: { location: `${other.url}/chat/completions?k=1` },
          body: {},
        }),
        { apiKey: 'sk-of-the-user', ask: requests(3), concurrency: 1 },
      )
      expect(error).toMatchObject({ code: 'client/redirect', status })
      expect(String(error)).toContain(`${other.url}/chat/completions (`)
      expect(other.requests).toHaveLength(0)
      expect(received).toHaveLength(1)
    },
  )
})

describe('replicas', () => {
  test('share the work by what each has outstanding', async () => {
    await using quick = await openFakeServer(() => ({ ...chatAnswer('quick'), afterMs: 5 }))
    await using slow = await openFakeServer(() => ({ ...chatAnswer('slow'), afterMs: 60 }))
    const { asked } = await askServer({ baseUrls: [quick.url, slow.url], concurrency: 8 }, requests(80), [])
    expect(asked).toHaveLength(80)
    expect(slow.requests.length).toBeGreaterThan(0)
    expect(quick.requests.length).toBeGreaterThan(slow.requests.length)
  })

  test('one that cannot be reached is left out and told; when none can, the run ends', async () => {
    await using good = await openFakeServer(() => chatAnswer('fine'))
    const gone = await openFakeServer(() => chatAnswer('fine'))
    await gone.stop()
    const { asked, error, notices } = await askServer({ baseUrls: [gone.url, good.url] }, requests(20), [])
    expect(error).toBeUndefined()
    expect(asked.map(({ outcome }) => outcome)).toEqual(Array<string>(20).fill('answered'))
    expect(notices).toMatchObject([{ kind: 'unreachable', text: expect.stringContaining(gone.url) }])

    const none = await askServer({ baseUrls: [gone.url, gone.url] }, requests(20), [])
    expect(none.error).toMatchObject({ code: 'client/unreachable' })
  })

  test('one that asks to wait does not hold up the others', async () => {
    const wait = errorAnswer(429, 'wait', { headers: { 'retry-after': '30' } })
    await using full = await openFakeServer(() => wait)
    await using good = await openFakeServer(() => chatAnswer('fine'))
    const started = performance.now()
    const { asked } = await askServer({ baseUrls: [full.url, good.url] }, requests(10), [])
    expect(asked.map(({ outcome }) => outcome)).toEqual(Array<string>(10).fill('answered'))
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(full.requests.length).toBeGreaterThan(0)
    expect(good.requests).toHaveLength(10)
  })
})
