import { describe, expect, test } from 'vitest'
import { openClient } from '../src/index.ts'
import { chatAnswer, openFakeServer } from '../src/testing/index.ts'
import { askFake, request, requests } from './ask-fake.ts'

describe('a run of requests', () => {
  test('of none is a run', async () => {
    const { asked, error, received } = await askFake(() => chatAnswer('fine'), { ask: [] })
    expect([asked, error, received]).toEqual([[], undefined, []])
  })

  test('reads no more prompts than it can send', async () => {
    let read = 0
    const ask = (function* () {
      for (const one of requests(10_000)) {
        read += 1
        yield one
      }
    })()
    await using server = await openFakeServer(() => chatAnswer('fine'))
    const client = openClient({ baseUrls: [server.url], model: 'm', concurrency: 8 })
    let taken = 0
    for await (const one of client.ask(ask)) {
      expect(one.outcome).toBe('answered')
      taken += 1
      // In flight, and waiting to be taken.
      expect(read - taken).toBeLessThanOrEqual(3 * 8)
      if (taken === 300) break
      if (taken % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await client.close()
  })

  test('that is left closes what is in flight, and the source of its prompts', async () => {
    await using server = await openFakeServer(({ index }) =>
      index === 0 ? chatAnswer('fine') : { kind: 'silent' },
    )
    let isClosed = false
    const ask = (function* () {
      try {
        yield* requests(100)
      } finally {
        isClosed = true
      }
    })()
    const client = openClient({ baseUrls: [server.url], model: 'm', concurrency: 4 })
    for await (const one of client.ask(ask)) {
      expect(one.id).toBe('0')
      break
    }
    expect(isClosed).toBe(true)
    await expect
      .poll(() => server.requests.filter(({ isAbandoned }) => !isAbandoned).length, { timeout: 20_000 })
      .toBe(1)
    await client.close()
  })

  test('that is aborted gives what it has, closes what is in flight, and throws the reason', async () => {
    const stop = new AbortController()
    const { asked, error, received } = await askFake(
      ({ index }) => {
        if (index < 5) return chatAnswer('fine')
        if (index === 7) setTimeout(() => stop.abort(new Error('Ctrl-C')), 50)
        return { kind: 'silent' }
      },
      { ask: requests(30), signal: stop.signal, concurrency: 3 },
    )
    expect(asked.map(({ outcome }) => outcome)).toEqual(Array<string>(5).fill('answered'))
    expect(error).toEqual(new Error('Ctrl-C'))
    expect(received).toHaveLength(8)
  })

  test('an abort ends a wait for a source that gives no more', async () => {
    await using server = await openFakeServer(() => chatAnswer('fine'))
    const client = openClient({ baseUrls: [server.url], model: 'm' })
    const stop = new AbortController()
    const ask = (async function* () {
      yield request({ id: 'a' })
      await new Promise(() => {})
    })()
    const asked: string[] = []
    const asking = async () => {
      for await (const { id } of client.ask(ask, stop.signal)) {
        asked.push(id)
        setTimeout(() => stop.abort(new Error('Ctrl-C')), 20)
      }
    }
    await expect(asking()).rejects.toThrow('Ctrl-C')
    expect(asked).toEqual(['a'])
    await client.close()
  })

  test('shows how many requests are in flight, and the age of the oldest', async () => {
    const released = Promise.withResolvers<void>()
    await using server = await openFakeServer(() => released.promise.then(() => chatAnswer('fine')))
    const client = openClient({ baseUrls: [server.url], model: 'm', concurrency: 3 })
    expect(client.progress).toEqual({ inFlight: 0, concurrency: 3, oldestMs: 0 })
    const asking = Array.fromAsync(client.ask(requests(5)))
    await expect.poll(() => server.requests.length, { timeout: 20_000 }).toBe(3)
    expect(client.progress.inFlight).toBe(3)
    expect(client.progress.oldestMs).toBeGreaterThan(0)
    released.resolve()
    await asking
    expect(client.progress.inFlight).toBe(0)
    await client.close()
  })

  test('an error of the source is thrown', async () => {
    const ask = (function* () {
      yield request({ id: 'a' })
      throw new Error('no such file')
    })()
    const { error } = await askFake(() => chatAnswer('fine'), { ask })
    expect(error).toEqual(new Error('no such file'))
  })

  test('adaptive concurrency grows as long as answers come as quickly', async () => {
    const { asked, client } = await askFake(() => ({ ...chatAnswer('fine'), afterMs: 100 }), {
      ask: requests(300),
      concurrency: 'adaptive',
    })
    expect(asked).toHaveLength(300)
    expect(client.progress.concurrency).toBeGreaterThan(16)
  })
})
