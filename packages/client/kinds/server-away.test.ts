import { describe, expect, test } from 'vitest'
import { openClient, type Notice } from '../src/index.ts'
import { chatAnswer, errorAnswer, openFakeServer, type ReceivedRequest } from '../src/testing/index.ts'
import { askFake, askServer, promptOf, requests, shortWaits, page, firstly } from './ask-fake.ts'

describe('a server that is not there', () => {
  test('503 while the model loads is waited out, uses up no tries, and is told once', async () => {
    const loading = errorAnswer(503, 'Loading model', { code: 503, type: 'unavailable_error' })
    const { asked, notices, received } = await askFake(firstly(8, loading), { tries: 2, ask: requests(4) })
    expect(asked.map(({ outcome }) => outcome)).toEqual(Array<string>(4).fill('answered'))
    expect(notices.map(({ kind }) => kind)).toEqual(['loading'])
    expect(received.length).toBeLessThan(20)
  })

  test('a server that loads for ever ends the run', async () => {
    const { error, asked } = await askFake(() => errorAnswer(503, 'Loading model'), {
      ask: requests(4),
      waits: { first: 4, longest: 16, patience: 80 },
    })
    expect(asked).toEqual([])
    expect(error).toMatchObject({ code: 'client/no-answer' })
    expect(String(error)).toContain('Loading model')
  })

  test('a server that restarts half way is waited for', async () => {
    await using server = await openFakeServer(() => chatAnswer('fine'))
    const asking = async function* () {
      for (const one of requests(40)) {
        if (one.id === '20') {
          await server.stop()
          setTimeout(() => void server.start(), 60)
        }
        yield one
      }
    }
    const result = await askServer({ baseUrls: [server.url] }, asking(), server.requests)
    expect(result.error).toBeUndefined()
    expect(new Set(result.asked.map(({ id }) => id)).size).toBe(40)
    expect(result.asked.every(({ outcome }) => outcome === 'answered')).toBe(true)
    expect(result.notices.map(({ kind }) => kind)).toContain('unreachable')
  })

  test('refused before any answer ends the run, with the URL in the sentence', async () => {
    const server = await openFakeServer(() => chatAnswer('fine'))
    await server.stop()
    const { error, asked } = await askServer({ baseUrls: [server.url] }, requests(5), [])
    expect(asked).toEqual([])
    expect(error).toMatchObject({ code: 'client/unreachable', kind: 'environment' })
    expect(String(error)).toContain(server.url)
  })

  test.each([
    ['529', errorAnswer(529, 'Overloaded', { type: 'overloaded_error' })],
    ['503', errorAnswer(503, 'no healthy upstream')],
    ['500 that says so', errorAnswer(500, 'The engine is currently overloaded')],
  ])('%s is a server with too much to do: waited out', async (_, behaviour) => {
    const { asked } = await askFake(firstly(6, behaviour), { tries: 2 })
    expect(asked).toMatchObject([{ outcome: 'answered', attempts: 7 }])
  })
})

describe('something between that gives up', () => {
  test.each([502, 504, 524])(
    '%i with a page: tried again, and the title is told, not the page',
    async (status) => {
      const { asked } = await askFake(() => page(status, 'Gateway time-out'), { tries: 2 })
      expect(asked).toMatchObject([
        {
          outcome: 'failed',
          reason: 'server error',
          status,
          attempts: 2,
          message: 'a web page, "Gateway time-out"',
        },
      ])
    },
  )

  test('three ends at one age are told', async () => {
    const { notices } = await askFake(firstly(8, page(504, 'Gateway time-out', 400)), {
      concurrency: 1,
      tries: 9,
    })
    expect(notices).toMatchObject([{ kind: 'cut at one age', text: expect.stringMatching(/at 0\.\d s/) }])
  })
})

describe('deadlines', () => {
  test('an answer whose headers come late is awaited, and time in the queue does not count', async () => {
    const { asked } = await askFake(() => ({ ...chatAnswer('fine'), afterMs: 150 }), {
      ask: requests(5),
      concurrency: 1,
      requestTimeoutMs: 700,
    })
    expect(asked.map(({ outcome }) => outcome)).toEqual(Array<string>(5).fill('answered'))
  })

  test('after two deadlines the item has failed, each time the socket was closed, and it is told', async () => {
    const isSilent = (one: ReceivedRequest) => promptOf(one) === 'question 1'
    await using server = await openFakeServer((one) =>
      isSilent(one) ? { kind: 'silent' } : chatAnswer('fine'),
    )
    const notices: Notice[] = []
    const client = openClient({
      baseUrls: [server.url],
      model: 'm',
      requestTimeoutMs: 600,
      waits: shortWaits,
      onNotice: (notice) => notices.push(notice),
    })
    const asked = await Array.fromAsync(client.ask(requests(4)))
    expect(asked.find(({ id }) => id === '1')).toMatchObject({
      outcome: 'failed',
      reason: 'timeout',
      attempts: 2,
    })
    expect(asked.filter(({ outcome }) => outcome === 'answered')).toHaveLength(3)
    expect(notices).toMatchObject([{ kind: 'deadline', text: expect.stringContaining('0.6 s') }])
    await expect
      .poll(() => server.requests.filter((one) => isSilent(one)).map(({ isAbandoned }) => isAbandoned), {
        timeout: 20_000,
      })
      .toEqual([true, true])
    await client.close()
  })

  test('bytes that drip do not put off the deadline', async () => {
    const { asked } = await askFake(() => ({ kind: 'drip', text: ' '.repeat(1000), everyMs: 10 }), {
      requestTimeoutMs: 100,
    })
    expect(asked).toMatchObject([{ outcome: 'failed', reason: 'timeout', attempts: 2 }])
  })
})
