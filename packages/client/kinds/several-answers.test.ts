import { describe, expect, test } from 'vitest'
import { openClient } from '../src/index.ts'
import { chatAnswer, errorAnswer, openFakeServer } from '../src/testing/index.ts'
import { askFake, request, requests } from './ask-fake.ts'

describe('several answers', () => {
  const sampling = { temperature: 0.8, topP: 1, maxTokens: 100 }
  const eight = [request({ id: 'a', n: 8, seed: 100, sampling })]

  test('come with one request where the server gives them', async () => {
    const { asked, received, notices } = await askFake(
      () => chatAnswer(Array.from({ length: 8 }, (_, i) => ({ text: `answer ${i}` }))),
      { ask: eight },
    )
    expect(received).toHaveLength(1)
    expect(received[0]!.body).toMatchObject({ n: 8, seed: 100 })
    expect(asked.map(({ id, choice }) => [id, choice])).toEqual(Array.from({ length: 8 }, (_, i) => ['a', i]))
    expect(asked.map((one) => one.outcome === 'answered' && one.text)).toEqual(
      Array.from({ length: 8 }, (_, i) => `answer ${i}`),
    )
    expect(notices).toEqual([])
  })

  test.each([
    ['gives one', (n: unknown) => (n === undefined ? undefined : chatAnswer('fine'))],
    [
      'refuses more than its slots',
      (n: unknown) =>
        n === undefined ? undefined : errorAnswer(400, 'n_cmpl cannot be greater than the number of slots'),
    ],
    [
      'refuses n',
      (n: unknown) =>
        n === undefined ? undefined : errorAnswer(400, "Unsupported parameter: 'n'", { param: 'n' }),
    ],
  ])('are asked for one by one of a server that %s, each with a seed of its own', async (_, whole) => {
    const { asked, received, notices } = await askFake(({ body }) => whole(body['n']) ?? chatAnswer('fine'), {
      ask: [...eight, request({ id: 'b', n: 2, seed: 500, sampling })],
      concurrency: 1,
    })
    expect(asked.map(({ id, choice }) => `${id}${choice}`).toSorted()).toEqual([
      'a0',
      'a1',
      'a2',
      'a3',
      'a4',
      'a5',
      'a6',
      'a7',
      'b0',
      'b1',
    ])
    expect(asked.every(({ outcome }) => outcome === 'answered')).toBe(true)
    expect(notices.map(({ kind }) => kind)).toEqual(['n ignored'])
    const seeds = received.filter(({ body }) => !('n' in body)).map(({ body }) => body['seed'] as number)
    expect(new Set(seeds).size).toBe(seeds.length)
    expect(seeds.filter((seed) => seed >= 500)).toEqual([500, 501])
  })

  test('at temperature 0 are one answer: refused', async () => {
    const { error, received } = await askFake(() => chatAnswer('fine'), { ask: requests(1, { n: 2 }) })
    expect(error).toMatchObject({ code: 'client/options', kind: 'usage' })
    expect(received).toEqual([])
  })

  test('a request that cannot be meant takes no place from those of the next run', async () => {
    await using server = await openFakeServer(() => chatAnswer('fine'))
    const client = openClient({ baseUrls: [server.url], model: 'm', concurrency: 1 })
    await expect(Array.fromAsync(client.ask(requests(1, { n: 2 })))).rejects.toMatchObject({
      code: 'client/options',
    })
    expect(await Array.fromAsync(client.ask(requests(2)))).toHaveLength(2)
    await client.close()
  })

  test('a failure fails all answers that were asked for together', async () => {
    const { asked } = await askFake(() => errorAnswer(500, 'oops'), { ask: eight, tries: 2 })
    expect(asked.map(({ choice, outcome }) => [choice, outcome])).toEqual(
      Array.from({ length: 8 }, (_, i) => [i, 'failed']),
    )
  })
})
