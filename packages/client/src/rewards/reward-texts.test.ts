import { expect, test } from 'vitest'
import { openClient } from '../open-client.ts'
import { errorAnswer, openFakeServer, type ReceivedRequest } from '../testing/index.ts'
import type { RewardRoute } from './reward-request.ts'

const requests = ['good', 'bad', 'none', 'refused'].map((response) => ({
  ...{ id: response, prompt: 'p', response },
}))

/** The response that a request shows, by its route. */
function responseIn({ body }: ReceivedRequest): string {
  const { text_2, documents, messages } = body as {
    readonly text_2?: string
    readonly documents?: readonly string[]
    readonly messages?: readonly { readonly content: string }[]
  }
  return text_2 ?? documents?.[0] ?? messages![1]!.content
}

const bodies: Readonly<Record<RewardRoute, (value: number | null) => object>> = {
  score: (score) => ({ data: [{ index: 0, score }], usage: { prompt_tokens: 7, total_tokens: 7 } }),
  rerank: (value) => ({ results: [{ index: 0, relevance_score: value }], usage: { total_tokens: 7 } }),
  classify: (value) => ({ data: [{ probs: [value], num_classes: 1 }], usage: { prompt_tokens: 7 } }),
}

test.each([
  ['score', '/v1/score'],
  ['rerank', '/v1/rerank'],
  ['classify', '/classify'],
] as const)(
  '%s: a number for each response, failures in their place, tokens as the server counts them',
  async (route, path) => {
    await using server = await openFakeServer((request) => {
      const response = responseIn(request)
      if (response === 'refused') return errorAnswer(400, 'too long')
      const value = response === 'good' ? 0.5 : response === 'bad' ? -2 : null
      return { kind: 'answer', body: bodies[route](value) }
    })
    const client = openClient({ baseUrls: [server.url], model: 'rm', tries: 1, extraBody: { truncate: 9 } })
    const found = await Array.fromAsync(
      client.reward(requests, route, undefined, { firstFailures: Infinity }),
    )
    await client.close()
    const byId = Object.fromEntries(
      found.map((each) => [each.id, each.outcome === 'rewarded' ? each.value : each.reason]),
    )
    expect(byId).toEqual({ good: 0.5, bad: -2, none: 'no choices', refused: 'bad request' })
    const posted = server.requests.filter(({ method }) => method === 'POST')
    expect(new Set(posted.map((each) => each.path))).toEqual(new Set([path]))
    expect(posted.every(({ body }) => body['truncate'] === 9 && body['model'] === 'rm')).toBe(true)
    // Of the one without a number nothing can be read of what it cost: what was reckoned before, 10.
    expect(client.spent).toMatchObject({ promptTokens: 7 + 7 + 10, completionTokens: 0 })
  },
)
