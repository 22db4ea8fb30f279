import { describe, expect, test } from 'vitest'
import { openClient } from '../src/index.ts'
import { chatAnswer, completionAnswer, errorAnswer } from '../src/testing/index.ts'
import { askFake, request, requests } from './ask-fake.ts'

describe('what decides an answer is always sent', () => {
  const sampling = { temperature: 0.6, topP: 0.95, maxTokens: 512 }
  const bodyOf = (options: object, fields: object = {}) =>
    openClient({ baseUrls: ['http://127.0.0.1:1/v1'], model: 'm', ...options }).bodyOf(
      request({ id: 'a', sampling, ...fields }),
    )

  test('temperature, top_p and max_tokens, to every server', async () => {
    const { received } = await askFake(() => chatAnswer('fine'))
    expect(received[0]!.body).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'question 0' }],
      temperature: 0,
      top_p: 1,
      max_tokens: 100,
    })
  })

  test('truncations that a known server would apply by itself are turned off', () => {
    expect(bodyOf({ server: 'llama.cpp' })).toMatchObject({ top_k: 0, min_p: 0, repeat_penalty: 1 })
    expect(bodyOf({ server: 'vllm' })).toMatchObject({ top_k: -1, min_p: 0, repetition_penalty: 1 })
    expect(bodyOf({ server: 'openai' })).not.toHaveProperty('top_k')
    expect(bodyOf({ server: 'vllm' }, { sampling: { ...sampling, topK: 20, minP: 0.1 } })).toMatchObject({
      top_k: 20,
      min_p: 0.1,
    })
    expect(bodyOf({}, { sampling: { ...sampling, topK: 20 } })).toMatchObject({ top_k: 20 })
  })

  test('what is left to the server is listed', () => {
    const left = (options: object) =>
      openClient({ baseUrls: ['http://127.0.0.1:1/v1'], model: 'm', ...options }).leftToServer()
    expect(left({})).toEqual(['top_k', 'min_p', 'repetition_penalty'])
    expect(left({ extraBody: { top_k: 50 } })).toEqual(['min_p', 'repetition_penalty'])
    expect(left({ server: 'llama.cpp' })).toEqual([])
  })

  test('a known server of an older version that lacks a truncation is asked without it', async () => {
    const { asked } = await askFake(
      ({ body }) =>
        'min_p' in body ? errorAnswer(400, "Unsupported parameter: 'min_p'") : chatAnswer('fine'),
      { server: 'vllm' },
    )
    expect(asked).toMatchObject([{ outcome: 'answered' }])
  })

  test('extra fields win, and the body is what a key may rest on', async () => {
    const extraBody = { top_p: 0.5, provider: { only: ['Nebius'] } }
    const { received } = await askFake(() => chatAnswer('fine'), {
      extraBody,
      ask: [request({ id: 'a', seed: 7, sampling })],
    })
    expect(received[0]!.body).toMatchObject({ ...extraBody, seed: 7 })
    expect(bodyOf({ extraBody }, { seed: 7 })).toEqual(received[0]!.body)
  })
})

describe('what a server does unasked is noticed', () => {
  test('more tokens than were asked for', async () => {
    const { notices } = await askFake(
      () => chatAnswer('fine', { usage: { prompt_tokens: 10, completion_tokens: 101 } }),
      { ask: requests(3) },
    )
    expect(notices).toMatchObject([
      { kind: 'max_tokens ignored', text: expect.stringContaining('101 tokens') },
    ])
  })

  test('no usage: tokens are estimated, and called so', async () => {
    const { asked, notices, client } = await askFake(() => chatAnswer('12345678', { usage: null }))
    expect(asked).toMatchObject([{ tokens: 2, usage: { completionTokens: 2, isEstimated: true } }])
    expect(notices.map(({ kind }) => kind)).toEqual(['usage missing'])
    expect(client.spent).toMatchObject({ isEstimated: true, completionTokens: 2 })
  })
})

describe('routes', () => {
  test('messages go to the chat route alone', async () => {
    const { error, received } = await askFake(() => completionAnswer('fine'), {
      route: 'completions',
      ask: [request({ id: 'a', prompt: [{ role: 'user', content: 'hi' }] })],
    })
    expect(error).toMatchObject({ code: 'client/options' })
    expect(received).toEqual([])
  })

  test('a text with a begin-of-text mark on the completions route is warned of', async () => {
    const prompt = '<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nhi<|eot_id|>'
    const { notices } = await askFake(() => completionAnswer('fine'), {
      route: 'completions',
      ask: requests(2, { prompt }),
    })
    expect(notices.map(({ kind }) => kind)).toEqual(['double BOS'])
  })
})
