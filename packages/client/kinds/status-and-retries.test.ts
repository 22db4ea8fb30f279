import { describe, expect, test } from 'vitest'
import { ClientError, openClient, type Notice } from '../src/index.ts'
import {
  chatAnswer,
  errorAnswer,
  openFakeServer,
  type Behaviour,
  type ReceivedRequest,
} from '../src/testing/index.ts'
import { askFake, askServer, promptOf, requests, shortWaits } from './ask-fake.ts'

const page = (status: number, title: string, afterMs = 0): Behaviour => ({
  kind: 'answer',
  status,
  body: `<html><head><title>${title}</title></head><body>${'x'.repeat(5000)}</body></html>`,
  afterMs,
})

/** The first requests misbehave, the others are answered. */
const firstly = (count: number, behaviour: Behaviour) => (request: { readonly index: number }) =>
  request.index < count ? behaviour : chatAnswer('fine')

describe('a failure of the run ends it at once', () => {
  test.each([
    [
      '429 insufficient_quota',
      errorAnswer(429, 'You exceeded your quota', { code: 'insufficient_quota' }),
      'client/quota',
    ],
    ['429 in words alone', errorAnswer(429, 'You exceeded your current quota'), 'client/quota'],
    ['402', errorAnswer(402, 'asked 8000, can afford 900', { code: 402 }), 'client/quota'],
    ['401', errorAnswer(401, 'no such key', { code: 'invalid_api_key' }), 'client/unauthorized'],
    ['403', errorAnswer(403, 'not yours'), 'client/forbidden'],
    [
      '404',
      errorAnswer(404, 'The model `m` does not exist', { code: 'model_not_found' }),
      'client/not-found',
    ],
    ['400 for the model', errorAnswer(400, 'The model m does not exist'), 'client/not-found'],
    ['404 with a page', page(404, 'Not Found'), 'client/not-found'],
    ['a web page in place of the API', page(200, 'Admin console'), 'client/not-an-api'],
    ['501', errorAnswer(501, 'not built with this'), 'client/unsupported'],
  ])('%s', async (_, behaviour, code) => {
    const { asked, error, received } = await askFake(() => behaviour, { ask: requests(20), concurrency: 1 })
    expect(asked).toEqual([])
    expect(error).toBeInstanceOf(ClientError)
    expect(error).toMatchObject({ code })
    expect(received).toHaveLength(1)
  })

  test('what was answered before comes first, and the sentence has the server’s message', async () => {
    const { asked, error } = await askFake(
      ({ index }) =>
        index < 7 ? chatAnswer('fine') : errorAnswer(429, 'Check your plan', { code: 'insufficient_quota' }),
      { ask: requests(20), concurrency: 1 },
    )
    expect(asked.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6'])
    expect(String(error)).toMatch(/quota used up.*\(429\): Check your plan/)
  })

  test('answers that are in flight when the run ends are kept', async () => {
    const { asked, error } = await askFake(
      ({ index }) =>
        index === 3 ? errorAnswer(402, 'no credit') : { ...chatAnswer('paid for'), afterMs: 40 },
      { ask: requests(50) },
    )
    expect(error).toMatchObject({ code: 'client/quota' })
    expect(asked.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered'])
  })

  test('max_tokens is sent as it was wanted, and never lowered', async () => {
    const { received } = await askFake(() => errorAnswer(402, 'can afford 900'), { ask: requests(1) })
    expect(received.map(({ body }) => body['max_tokens'])).toEqual([100])
  })
})

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
      totalTimeoutMs: 60,
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
    const told = errorAnswer(429, 'wait', { headers: { 'retry-after': '0.2' } })
    const { received } = await askFake(
      ({ index }) => (index === 0 ? told : { ...chatAnswer('fine'), afterMs: 50 }),
      {
        ask: requests(12),
      },
    )
    const [first, ...others] = received.map(({ at }) => at)
    expect(others.slice(3).every((at) => at - first! >= 195)).toBe(true)
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
    const { notices } = await askFake(firstly(8, page(504, 'Gateway time-out', 200)), {
      concurrency: 1,
      tries: 9,
    })
    expect(notices).toMatchObject([{ kind: 'cut at one age', text: expect.stringMatching(/at 0\.\d s/) }])
  })
})

describe('a failure of an item', () => {
  const long = errorAnswer(400, "This model's maximum context length is 4096 tokens, asked 4700")

  test('400 for a prompt that is too long: failed, sent once, and the others are answered', async () => {
    const { asked, received } = await askFake(
      (one) => (promptOf(one) === 'question 3' ? long : chatAnswer('fine')),
      {
        ask: requests(12),
      },
    )
    expect(asked.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { id: '3', reason: 'prompt too long', attempts: 1, status: 400 },
    ])
    expect(received).toHaveLength(12)
  })

  test('when the first ten all fail so, the run ends', async () => {
    const { asked, error, received } = await askFake(() => long, { ask: requests(50), concurrency: 1 })
    expect(error).toMatchObject({ code: 'client/all-fail' })
    expect(String(error)).toContain('maximum context length')
    expect(asked).toHaveLength(9)
    expect(received).toHaveLength(10)
  })

  test('a run that asks failed items again goes on', async () => {
    const { asked, error } = await askFake(() => long, { ask: requests(15), firstFailures: Infinity })
    expect(error).toBeUndefined()
    expect(asked).toHaveLength(15)
  })

  test.each([
    ['code', errorAnswer(400, 'The response was filtered', { code: 'content_filter' })],
    ['words', errorAnswer(400, "triggering Azure OpenAI's content management policy")],
    [
      'a router’s moderation',
      {
        kind: 'answer',
        status: 403,
        body: { error: { code: 403, message: 'Input', metadata: { reasons: ['violence'] } } },
      } as const,
    ],
  ])('a content filter (%s): no answer, a result, sent once', async (_, behaviour) => {
    const { asked, received } = await askFake(() => behaviour, { ask: requests(12) })
    expect(asked).toHaveLength(12)
    expect(asked).toMatchObject(Array(12).fill({ outcome: 'unanswered', why: 'filtered', attempts: 1 }))
    expect(received).toHaveLength(12)
  })

  test('500 for the same item each time: a bounded number of attempts, and one layer of them', async () => {
    const { asked, received } = await askFake(
      (one) => (promptOf(one) === 'question 3' ? errorAnswer(500, 'NaN is not JSON') : chatAnswer('fine')),
      { ask: requests(12), tries: 4 },
    )
    expect(asked.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { id: '3', reason: 'server error', attempts: 4, message: 'NaN is not JSON' },
    ])
    expect(asked.filter(({ outcome }) => outcome === 'answered')).toHaveLength(11)
    expect(received.filter((one) => promptOf(one) === 'question 3')).toHaveLength(4)
  })
})

describe('parameters that a server refuses', () => {
  const renamed = errorAnswer(
    400,
    "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
    {
      code: 'unsupported_parameter',
      param: 'max_tokens',
    },
  )

  test('max_completion_tokens is sent instead of max_tokens, and told', async () => {
    const { asked, notices, received } = await askFake(
      ({ body }) => ('max_tokens' in body ? renamed : chatAnswer('fine')),
      { ask: requests(5), concurrency: 1 },
    )
    expect(asked.every(({ outcome }) => outcome === 'answered')).toBe(true)
    expect(notices.map(({ kind }) => kind)).toEqual(['max_tokens renamed'])
    expect(received.map(({ body }) => body['max_completion_tokens'])).toEqual([
      undefined,
      100,
      100,
      100,
      100,
      100,
    ])
  })

  test.each([
    [
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
      '--temperature',
    ],
    ["Unsupported parameter: 'top_p' is not supported with this model.", '--top-p'],
  ])('another value is another experiment: %s', async (message, flag) => {
    const { error, received } = await askFake(() => errorAnswer(400, message), {
      ask: requests(5),
      concurrency: 1,
    })
    expect(error).toMatchObject({ code: 'client/unsupported-parameter' })
    expect(String(error)).toContain(flag)
    expect(received).toHaveLength(1)
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
      requestTimeoutMs: 400,
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
    expect(notices).toMatchObject([{ kind: 'deadline', text: expect.stringContaining('0.4 s') }])
    await expect
      .poll(() => server.requests.filter((one) => isSilent(one)).map(({ isAbandoned }) => isAbandoned))
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
