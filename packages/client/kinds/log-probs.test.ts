import { describe, expect, test } from 'vitest'
import { chatAnswer, completionAnswer } from '../src/testing/index.ts'
import { askFake, request, requests } from './ask-fake.ts'

describe('log-probabilities', () => {
  const token = {
    token: '42',
    bytes: [52, 50],
    logprob: -0.5,
    top_logprobs: [{ token: '42', bytes: [52, 50], logprob: -0.5 }],
  }
  const chat = { content: [token] }
  const completion = {
    tokens: [' 42', '\n'],
    token_logprobs: [-0.5, null],
    top_logprobs: [{ ' 42': -0.5, ' 7': -1 }, null],
    text_offset: [0, 3],
  }
  const asking = (logprobs: unknown, route: 'chat' | 'completions') =>
    askFake(
      () =>
        route === 'chat' ? chatAnswer([{ text: '42', logprobs }]) : completionAnswer(' 42', { logprobs }),
      {
        route,
        ask: [request({ id: 'a', logprobs: 2 })],
      },
    )

  test.each(['chat', 'completions'] as const)('both shapes are read on the route %s', async (route) => {
    expect((await asking(chat, route)).asked).toMatchObject([
      {
        logProbs: [
          {
            token: '42',
            bytes: [52, 50],
            logProbability: -0.5,
            top: [{ token: '42', logProbability: -0.5 }],
          },
        ],
      },
    ])
    expect((await asking(completion, route)).asked).toMatchObject([
      {
        logProbs: [
          {
            token: ' 42',
            logProbability: -0.5,
            top: [{ token: ' 42' }, { token: ' 7', logProbability: -1 }],
          },
          { logProbability: NaN, top: [] },
        ],
      },
    ])
  })

  test('are asked for in the words of the route', async () => {
    expect((await asking(chat, 'chat')).received[0]!.body).toMatchObject({ logprobs: true, top_logprobs: 2 })
    expect((await asking(chat, 'completions')).received[0]!.body).toMatchObject({ logprobs: 2 })
  })

  test('a third shape is refused with what was found', async () => {
    const { error } = await asking({ values: [1] }, 'chat')
    expect(error).toMatchObject({ code: 'client/logprobs-shape' })
    expect(String(error)).toContain('fields values')
  })

  test('that some answers lack are told', async () => {
    const { asked, notices } = await askFake(
      ({ index }) => chatAnswer([{ text: '42', logprobs: index === 0 ? chat : null }]),
      { ask: requests(2, { logprobs: 1 }), concurrency: 1 },
    )
    expect(asked.map((one) => 'logProbs' in one)).toEqual([true, false])
    expect(notices.map(({ kind }) => kind)).toEqual(['logprobs ignored'])
  })
})
