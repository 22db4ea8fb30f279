import { describe, expect, test } from 'vitest'
import { chatAnswer, type ChatChoice } from '../src/testing/index.ts'
import { askFake, promptOf, requests, read } from './ask-fake.ts'

describe('a response that is no answer is never an empty one', () => {
  test.each([
    [
      'with a status in the code',
      { error: { code: 429, message: 'Provider returned error' } },
      'rate limit',
      1000,
    ],
    ['without one, as 502', { error: { message: 'Provider returned error' } }, 'server error', 5000],
    [
      'in a choice',
      {
        choices: [
          { error: { code: 500, message: 'cut' }, message: { content: '12' }, finish_reason: 'error' },
        ],
      },
      'server error',
      5000,
    ],
    [
      'told by the finish reason alone',
      { choices: [{ message: { content: '12' }, finish_reason: 'abort' }] },
      'server error',
      5000,
    ],
    ['in vLLM’s shape', { object: 'error', message: 'engine died', code: 500 }, 'server error', 5000],
  ])('200 with an error %s', async (_, body, reason, totalTimeoutMs) => {
    const { asked } = await askFake(() => ({ kind: 'answer', body }), { tries: 2, totalTimeoutMs })
    expect(asked).toMatchObject([{ outcome: 'failed', reason }])
    expect(asked[0]!.attempts).toBeGreaterThan(1)
  })

  test('200 with an error that ends runs', async () => {
    const { error } = await askFake(() => ({
      kind: 'answer',
      body: { error: { code: 401, message: 'User not found' } },
    }))
    expect(error).toMatchObject({ code: 'client/unauthorized' })
  })

  test('no choices: asked once more, then failed', async () => {
    const { asked, received } = await askFake(() => ({ kind: 'answer', body: { choices: [] } }))
    expect(asked).toMatchObject([{ outcome: 'failed', reason: 'no choices', attempts: 2 }])
    expect(received).toHaveLength(2)
    const once = await askFake(({ index }) =>
      index === 0 ? { kind: 'answer', body: { choices: [{}] } } : chatAnswer('fine'),
    )
    expect(once.asked).toMatchObject([{ outcome: 'answered', attempts: 2 }])
  })

  test.each<[string, ChatChoice, object]>([
    [
      'a refusal',
      { text: null, message: { refusal: 'I cannot help' } },
      { why: 'refused', text: 'I cannot help' },
    ],
    ['an answer kept back by a filter', { text: 'The', finish: 'content_filter' }, { why: 'filtered' }],
    ['null content', { text: null }, { why: 'empty', text: '' }],
    ['blanks', { text: ' \n' }, { why: 'empty' }],
  ])('%s: a result without an answer', async (_, choice, expected) => {
    expect(await read(choice)).toMatchObject({ outcome: 'unanswered', attempts: 1, ...expected })
  })

  test('nothing left for the answer: truncated, sent once', async () => {
    expect(await read({ text: '', finish: 'length' })).toMatchObject({
      outcome: 'truncated',
      text: '',
      attempts: 1,
    })
  })
})

describe('what is kept with an answer', () => {
  test('who gave it, what it took, and the body that was sent', async () => {
    const { asked, received } = await askFake(() =>
      chatAnswer('fine', { id: 'x1', model: 'm-2024', system_fingerprint: 'fp_1', provider: 'Nebius' }),
    )
    expect(asked).toMatchObject([
      {
        outcome: 'answered',
        finishReason: 'stop',
        tokens: 5,
        attempts: 1,
        usage: { promptTokens: 10, completionTokens: 5, isEstimated: false, choices: 1 },
        server: { id: 'x1', model: 'm-2024', fingerprint: 'fp_1', provider: 'Nebius' },
      },
    ])
    expect(JSON.parse(asked[0]!.body)).toEqual(received[0]!.body)
    expect(Math.abs(asked[0]!.sentAt - received[0]!.at)).toBeLessThan(5000)
  })

  test('each answer names the provider and the fingerprint that gave it', async () => {
    const { asked } = await askFake(
      (one) =>
        chatAnswer('fine', {
          system_fingerprint: `fp_${one.index}`,
          provider: promptOf(one) === 'question 0' ? 'A' : 'B',
        }),
      { ask: requests(3), concurrency: 1 },
    )
    expect(asked).toMatchObject([
      { id: '0', server: { provider: 'A', fingerprint: 'fp_0' } },
      { id: '1', server: { provider: 'B', fingerprint: 'fp_1' } },
      { id: '2', server: { provider: 'B', fingerprint: 'fp_2' } },
    ])
  })
})
