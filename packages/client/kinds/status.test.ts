import { describe, expect, test } from 'vitest'
import { ClientError, openClient } from '../src/index.ts'
import { chatAnswer, errorAnswer, openFakeServer } from '../src/testing/index.ts'
import { askFake, page, promptOf, requests, shortWaits } from './ask-fake.ts'

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
    expect(error).toMatchObject({ code, kind: 'environment' })
    expect(received).toHaveLength(1)
  })

  test('a 401 where no key was sent says so, and one that was sent was refused', async () => {
    const refused = () => errorAnswer(401, 'no')
    expect(String((await askFake(refused)).error)).toMatch(
      /no key was sent \(set OPENAI_API_KEY\): .*\(401\): no$/,
    )
    const sent = [{ apiKey: 'k' }, { headers: { 'x-key': 'k' } }]
    for (const with_ of sent) {
      expect(String((await askFake(refused, with_)).error)).toContain('the key was refused: ')
    }
  })

  test('a completions route that is not there is told apart from a model that is not', async () => {
    const route = await askFake(() => errorAnswer(404, 'Not Found'), { route: 'completions' })
    expect(String(route.error)).toContain('it is asked on the completions route, which the server lacks: ')
    const model = await askFake(() => errorAnswer(404, 'The model `m` does not exist'), {
      route: 'completions',
    })
    expect(String(model.error)).toContain('no such model or address: ')
  })

  test('a web page in place of the first answer ends the run, though the list of models could be read', async () => {
    await using server = await openFakeServer(({ method }) =>
      method === 'GET' ? { kind: 'answer', body: { data: [{ id: 'm' }] } } : page(200, 'Admin console'),
    )
    const client = openClient({ baseUrls: [server.url], model: 'm', waits: shortWaits })
    await client.identify()
    await expect(Array.fromAsync(client.ask(requests(3)))).rejects.toMatchObject({
      code: 'client/not-an-api',
    })
    await client.close()
  })

  test('a row of failed tries is told once, with what the server says', async () => {
    const { notices } = await askFake(() => errorAnswer(500, 'kaboom'), { ask: requests(9), tries: 3 })
    expect(notices.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^10 tries in a row failed at \S+ \(500: kaboom\): trying again$/),
    ])
    const some = await askFake(
      ({ index }) => (index % 9 === 8 ? chatAnswer('fine') : errorAnswer(500, 'no')),
      {
        ask: requests(3),
        concurrency: 1,
        tries: 20,
      },
    )
    expect(some.notices).toEqual([])
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
    const refused = Promise.withResolvers<void>()
    const { asked, error, received } = await askFake(
      async ({ index }) => {
        if (index === 3) {
          setTimeout(refused.resolve, 500)
          return errorAnswer(402, 'no credit')
        }
        await refused.promise
        return chatAnswer('paid for')
      },
      { ask: requests(50) },
    )
    expect(error).toMatchObject({ code: 'client/quota' })
    expect(asked.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered'])
    expect(received).toHaveLength(4)
  })

  test('what waits to be sent again when the run ends is not waited for', async () => {
    const started = performance.now()
    const { error } = await askFake(
      ({ index }) =>
        index === 0
          ? errorAnswer(500, 'try later', { headers: { 'retry-after': '30' } })
          : { ...errorAnswer(402, 'no credit'), afterMs: 100 },
      { ask: requests(5), concurrency: 2 },
    )
    expect(error).toMatchObject({ code: 'client/quota' })
    expect(performance.now() - started).toBeLessThan(4000)
  })

  test('max_tokens is sent as it was wanted, and never lowered', async () => {
    const { received } = await askFake(() => errorAnswer(402, 'can afford 900'), { ask: requests(1) })
    expect(received.map(({ body }) => body['max_tokens'])).toEqual([100])
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

  test('a run of one client that asks failed items again goes on, and another one of it ends', async () => {
    await using server = await openFakeServer(() => long)
    const client = openClient({ baseUrls: [server.url], model: 'm', waits: shortWaits, concurrency: 1 })
    const again = await Array.fromAsync(client.ask(requests(15), undefined, { firstFailures: Infinity }))
    expect(again.map(({ outcome }) => outcome)).toEqual(Array(15).fill('failed'))
    await expect(Array.fromAsync(client.ask(requests(15)))).rejects.toMatchObject({
      code: 'client/all-fail',
    })
    await client.close()
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
