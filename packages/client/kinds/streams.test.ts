import { describe, expect, test } from 'vitest'
import { chatAnswer, errorAnswer } from '../src/testing/index.ts'
import { askFake } from './ask-fake.ts'

describe('streams', () => {
  const delta = (fields: object, finish: string | null = null) => ({
    id: 'c1',
    model: 'm',
    choices: [{ index: 0, delta: fields, finish_reason: finish }],
  })
  const events = [
    delta({ role: 'assistant', content: '' }),
    delta({ reasoning_content: 'two and ' }),
    delta({ reasoning_content: 'two' }),
    delta({ content: 'fo' }),
    ': a comment is no event',
    delta({ content: 'ur 😀' }),
    delta({}, 'stop'),
    { id: 'c1', choices: [], usage: { prompt_tokens: 3, completion_tokens: 7 } },
  ]

  test('are put together', async () => {
    const { asked, received } = await askFake(() => ({ kind: 'events', events, everyMs: 1 }), {
      stream: true,
    })
    expect(asked).toMatchObject([
      {
        outcome: 'answered',
        text: 'four 😀',
        thought: 'two and two',
        tokens: 7,
        usage: { promptTokens: 3, isEstimated: false },
      },
    ])
    expect(received[0]!.body).toMatchObject({ stream: true, stream_options: { include_usage: true } })
  })

  test('that end before the answer does are sent again', async () => {
    const { asked } = await askFake(
      ({ index }) => ({
        kind: 'events',
        events: index === 0 ? events.slice(0, 4) : events,
        isCut: index === 0,
      }),
      { stream: true },
    )
    expect(asked).toMatchObject([{ outcome: 'answered', attempts: 2 }])
  })

  test('an error among the events counts as its status', async () => {
    const failing = [events[0], { error: { message: 'the model fell over', code: 500 } }]
    const { asked } = await askFake(() => ({ kind: 'events', events: failing }), { stream: true, tries: 2 })
    expect(asked).toMatchObject([
      { outcome: 'failed', reason: 'server error', message: 'the model fell over' },
    ])
  })

  test('a server that answers in one piece is understood, and one that takes no stream_options', async () => {
    const refused = errorAnswer(400, "Unsupported parameter: 'stream_options'")
    const { asked } = await askFake(({ body }) => ('stream_options' in body ? refused : chatAnswer('fine')), {
      stream: true,
    })
    expect(asked).toMatchObject([{ outcome: 'answered', text: 'fine' }])
  })

  test('an answer over the limit is cut off', async () => {
    const many = Array.from({ length: 200 }, () => delta({ content: 'x'.repeat(100) }))
    const { asked } = await askFake(() => ({ kind: 'events', events: many }), {
      stream: true,
      maxAnswerBytes: 10_000,
    })
    expect(asked).toMatchObject([{ outcome: 'failed', reason: 'answer too large' }])
  })
})
