import { describe, expect, test } from 'vitest'
import { chatAnswer, completionAnswer } from '../src/testing/index.ts'
import { askFake, request, requests, read } from './ask-fake.ts'

describe('a thought is kept apart from the answer', () => {
  test.each(['reasoning_content', 'reasoning'])('in the field %s', async (name) => {
    expect(await read({ text: '42', message: { [name]: 'six times seven' } })).toMatchObject({
      outcome: 'answered',
      text: '42',
      thought: 'six times seven',
    })
  })

  test.each<[string, string, string, string]>([
    ['tags', '<think>is it 7?</think>\n\n42', '42', 'is it 7?'],
    ['a closing tag alone, as the template opened it', 'is it 7?\n</think>\n42', '42', 'is it 7?\n'],
    ['several thoughts', '<think>7</think> hm <think>8</think>42', '42', '7</think> hm <think>8'],
    ['other tags', '[THINK]7[/THINK]42', '42', '7'],
  ])('by %s', async (_, content, text, thought) => {
    expect(await read({ text: content })).toMatchObject({ outcome: 'answered', text, thought })
  })

  test('as a part of its own', async () => {
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'is it 7?' }] },
      { type: 'text', text: '42' },
    ]
    expect(await read({ message: { content } })).toMatchObject({ text: '42', thought: 'is it 7?' })
  })

  test('content null and a thought cut by the limit: truncated, no answer, sent once', async () => {
    expect(
      await read({ text: null, finish: 'length', message: { reasoning_content: 'is it 7' } }),
    ).toMatchObject({
      outcome: 'truncated',
      cut: 'thought',
      text: '',
      thought: 'is it 7',
      attempts: 1,
    })
  })

  test.each(['length', 'stop'])(
    'a thought that never ends is truncated, and no number in it is graded (%s)',
    async (finish) => {
      expect(await read({ text: '<think>it is 7', finish })).toMatchObject({
        outcome: 'truncated',
        cut: 'thought',
        text: '',
      })
    },
  )

  test('a cut thought that the template opened has no mark: known once a whole answer has shown it', async () => {
    const { asked } = await askFake(
      ({ index }) =>
        chatAnswer([index === 1 ? { text: 'hm</think>42' } : { text: 'it is 7', finish: 'length' }]),
      { ask: requests(3), concurrency: 1 },
    )
    expect(asked).toMatchObject([
      { outcome: 'truncated', cut: 'unknown', text: 'it is 7' },
      { outcome: 'answered', text: '42' },
      { outcome: 'truncated', cut: 'thought', text: '', thought: 'it is 7' },
    ])
  })

  test('where whole answers have no thought, a cut text is a cut answer', async () => {
    const { asked } = await askFake(
      ({ index }) => chatAnswer([index === 0 ? { text: '42' } : { text: 'it is 7', finish: 'length' }]),
      { ask: requests(2), concurrency: 1 },
    )
    expect(asked[1]).toMatchObject({ outcome: 'truncated', cut: 'answer', text: 'it is 7' })
  })

  test('a whole thought without an answer is told apart from an empty one', async () => {
    const answer = await read({ text: '', message: { reasoning: 'it is 7' } })
    expect(answer).toMatchObject({ outcome: 'unanswered', why: 'thought only', text: '', attempts: 1 })
  })
})

describe('stop strings', () => {
  test('are not sent to the chat route, but applied after the thought is taken off', async () => {
    const sampling = { temperature: 0, topP: 1, maxTokens: 100, stop: ['Question:'] }
    const { asked, received } = await askFake(
      () => chatAnswer('<think>The Question: is hard</think>It is 42.\nQuestion: next'),
      { ask: [request({ id: 'a', sampling })] },
    )
    expect(received[0]!.body).not.toHaveProperty('stop')
    expect(asked).toMatchObject([{ outcome: 'answered', text: 'It is 42.\n' }])
  })

  test('make an answer whole that went on until the limit', async () => {
    const answer = await read({ text: 'It is 42.\n\nQuestion: next', finish: 'length' }, ['\n\n'])
    expect(answer).toMatchObject({ outcome: 'answered', text: 'It is 42.', finishReason: 'length' })
  })

  test('are sent to the completions route', async () => {
    const sampling = { temperature: 0, topP: 1, maxTokens: 100, stop: ['\n'] }
    const { received } = await askFake(() => completionAnswer(' 42'), {
      route: 'completions',
      ask: [request({ id: 'a', sampling })],
    })
    expect(received[0]).toMatchObject({
      path: '/v1/completions',
      body: { stop: ['\n'], prompt: 'question a' },
    })
  })

  test('that were sent and ended a thought are told, and the answer is none', async () => {
    const { asked, notices } = await askFake(
      () => chatAnswer([{ text: null, message: { reasoning: 'the' } }]),
      {
        extraBody: { stop: ['Question:'] },
      },
    )
    expect(asked).toMatchObject([{ outcome: 'unanswered', why: 'thought only' }])
    expect(notices.map(({ kind }) => kind)).toEqual(['stop within thought'])
  })
})
