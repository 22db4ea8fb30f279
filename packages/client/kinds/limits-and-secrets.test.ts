import { describe, expect, test } from 'vitest'
import { openClient } from '../src/index.ts'
import { costOf } from '../src/limits/prices.ts'
import { chatAnswer, errorAnswer, openFakeServer } from '../src/testing/index.ts'
import { askFake, askServer, request, requests } from './ask-fake.ts'

describe('limits', () => {
  test('requests in flight are reckoned at their most before another is sent', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 90 }
    const { asked, error, client } = await askFake(
      () => ({ ...chatAnswer('fine', { usage }), afterMs: 10 }),
      {
        ask: requests(100),
        concurrency: 16,
        limits: { maxTokensTotal: 1000 },
      },
    )
    expect(error).toMatchObject({ code: 'client/limit' })
    expect(client.spent.promptTokens + client.spent.completionTokens).toBeLessThanOrEqual(1000)
    // Another one could have taken up to 100 tokens for its answer, and some for its prompt.
    expect(asked).toHaveLength(9)
  })

  test('room that answers leave is used', async () => {
    const usage = { prompt_tokens: 1, completion_tokens: 1 }
    const { asked, error } = await askFake(() => chatAnswer('fine', { usage }), {
      ask: requests(50),
      limits: { maxTokensTotal: 300 },
    })
    expect(error).toBeUndefined()
    expect(asked).toHaveLength(50)
  })

  test('a cost needs prices, and ends the run', async () => {
    expect(() => openClient({ baseUrls: ['http://h/v1'], model: 'm', limits: { maxCost: 1 } })).toThrow(
      /prices/,
    )
    const { asked, error, client } = await askFake(() => chatAnswer('fine'), {
      ask: requests(100),
      concurrency: 1,
      limits: { maxCost: 0.001, prices: { prompt: 1, completion: 2 } },
    })
    expect(error).toMatchObject({ code: 'client/limit' })
    expect(client.spent.cost).toBeLessThanOrEqual(0.001)
    expect(client.spent.cost).toBeCloseTo(asked.length * 20e-6)
  })

  test('attempts that may have been charged count at their most', async () => {
    const { asked, client, error } = await askFake(() => ({ kind: 'reset' }), {
      tries: 50,
      limits: { maxTokensTotal: 1000 },
    })
    expect(asked).toEqual([])
    expect(error).toMatchObject({ code: 'client/limit' })
    expect(client.spent).toMatchObject({ isEstimated: true })
    expect(client.spent.completionTokens).toBeGreaterThan(0)
  })

  test('prices are per million tokens', () => {
    const usage = {
      promptTokens: 1_000_000,
      completionTokens: 500_000,
      cachedTokens: 400_000,
      isEstimated: false,
      choices: 1,
    }
    expect(costOf(usage, { prompt: 3, completion: 15 })).toBeCloseTo(3 + 7.5)
    expect(costOf(usage, { prompt: 3, completion: 15, cachedPrompt: 0.3, request: 0.01 })).toBeCloseTo(
      1.8 + 0.12 + 7.5 + 0.01,
    )
  })
})

describe('secrets', () => {
  const apiKey = 'sk-proj/a"b+c=='
  const header = 'team-7-internal'
  const leaks = (value: unknown) => {
    const text = JSON.stringify(
      value,
      Object.getOwnPropertyNames(Object(value)).includes('message')
        ? ['message', 'code', 'cause', 'stack']
        : undefined,
    )
    return [
      apiKey,
      JSON.stringify(apiKey).slice(1, -1),
      encodeURIComponent(apiKey),
      header,
      'user-name',
      'pass-word',
      'sig-nature',
    ].filter((secret) => text.includes(secret))
  }
  const ask = async (respond: Parameters<typeof openFakeServer>[0]) => {
    await using server = await openFakeServer(respond)
    const url = server.url.replace('http://', 'http://user-name:pass-word@')
    return await askServer(
      { baseUrls: [`${url}?sig=sig-nature`], apiKey, headers: { 'x-team': header }, tries: 2 },
      requests(2),
      server.requests,
    )
  }

  test('are sent', async () => {
    const { received } = await ask(() => chatAnswer('fine'))
    expect(received[0]).toMatchObject({
      path: '/v1/chat/completions?sig=sig-nature',
      headers: { authorization: `Bearer ${apiKey}`, 'x-team': header },
    })
  })

  test('user and password of a URL are sent where there is no key', async () => {
    await using server = await openFakeServer(() => chatAnswer('fine'))
    await askServer({ baseUrls: [server.url.replace('//', '//us%20er:pw@')] }, requests(1), [])
    expect(server.requests[0]!.headers.authorization).toBe(
      `Basic ${Buffer.from('us er:pw').toString('base64')}`,
    )
  })

  test.each([
    [
      'a failed item',
      () => errorAnswer(400, `key ${apiKey} of ${header}, user-name:pass-word, sig=sig-nature`),
    ],
    [
      'a failed run',
      () =>
        errorAnswer(401, `Incorrect API key provided: ${apiKey} (${encodeURIComponent(apiKey)}, ${header})`),
    ],
    ['a page', () => ({ kind: 'answer', status: 502, body: `<title>Bearer ${apiKey}</title>` }) as const],
    [
      'what is not JSON',
      () => ({ kind: 'answer', body: `Authorization: Bearer ${apiKey}, ${header}` }) as const,
    ],
    [
      'a redirect',
      () =>
        ({
          kind: 'answer',
          status: 307,
          headers: { location: `http://h/${encodeURIComponent(apiKey)}/sig-nature` },
          body: {},
        }) as const,
    ],
    ['an answer', () => chatAnswer(`your key is ${apiKey}`, { id: apiKey, model: apiKey })],
    ['a wait', () => errorAnswer(429, `slow down ${apiKey}`, { headers: { 'retry-after': '9000' } })],
  ])('stand in no answer, notice or error: %s', async (_, respond) => {
    const { asked, notices, error } = await ask(respond)
    expect(asked.length > 0 || error !== undefined).toBe(true)
    expect(leaks(asked)).toEqual([])
    expect(leaks(notices)).toEqual([])
    if (error !== undefined) expect(leaks(error)).toEqual([])
    expect(JSON.stringify([asked, notices, String(error)])).toContain('***')
  })

  test('stand in no body that is kept, were they in a prompt', async () => {
    const { asked, received } = await askFake(() => chatAnswer('fine'), {
      apiKey: 'sk-in-the-prompt',
      ask: [request({ id: 'a', prompt: 'my key is sk-in-the-prompt' })],
    })
    expect(JSON.stringify(received[0]!.body)).toContain('sk-in-the-prompt')
    expect(asked[0]!.body).toContain('my key is ***')
  })

  test('a server that cannot be reached is named without them', async () => {
    const { error } = await askServer(
      { baseUrls: ['http://user-name:pass-word@127.0.0.1:1/v1?sig=sig-nature'] },
      requests(1),
      [],
    )
    expect(error).toMatchObject({ code: 'client/unreachable' })
    expect(leaks(error)).toEqual([])
  })

  test('what is no URL is not repeated, as it may be a key', () => {
    expect(() => openClient({ baseUrls: [apiKey], model: 'm' })).toThrow(/^(?!.*sk-proj)/)
  })

  test('a short key does not blot the words of prompts and answers', async () => {
    const { asked } = await askFake(() => chatAnswer('none of them'), {
      apiKey: 'none',
      ask: [request({ id: 'a', prompt: 'none?' })],
    })
    expect(asked).toMatchObject([{ text: 'none of them' }])
    expect(asked[0]!.body).toContain('none?')
  })
})

test.each([
  [{ apiKey: 'sk-secret\n' }, 'the key cannot be sent'],
  [{ apiKey: 'ключ-secret' }, 'the key cannot be sent'],
  [{ headers: { 'x-tenant': 'secret\r\nx: y' } }, 'the header x-tenant cannot be sent'],
])('a key that no header may have is refused before anything is sent, and not repeated', (given, says) => {
  const open = () => openClient({ baseUrls: ['http://h/v1'], model: 'm', ...given })
  expect(open).toThrow(says)
  expect(open).not.toThrow('secret')
})
