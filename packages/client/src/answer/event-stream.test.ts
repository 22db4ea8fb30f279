import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventStream } from './event-stream.ts'

const chunk = (delta: object, finish: string | null = null, index = 0) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index, delta, finish_reason: finish }] })}\n\n`

const events = [
  ': comment\n\n',
  'event: message\n',
  chunk({ role: 'assistant', content: '' }),
  chunk({ content: 'four 😀 ' }),
  chunk({ content: 'sieben' }, null, 1),
  chunk({ content: '日本' }),
  chunk({}, 'stop'),
  chunk({}, 'length', 1),
  'data: {"choices":[],"usage":{"completion_tokens":7}}\r\n\r\n',
  'data: [DONE]\n\n',
].join('')

function read(pieces: readonly Buffer[]): unknown {
  const stream = eventStream()
  for (const piece of pieces) stream.push(piece)
  const text = stream.end()
  return text === undefined ? undefined : JSON.parse(text)
}

test('puts choices and usage together', () => {
  expect(read([Buffer.from(events)])).toMatchObject({
    id: 'c',
    usage: { completion_tokens: 7 },
    choices: [
      { index: 0, message: { content: 'four 😀 日本' }, finish_reason: 'stop' },
      { index: 1, message: { content: 'sieben' }, finish_reason: 'length' },
    ],
  })
})

test('wherever the bytes are cut, the answer is the same', () => {
  const bytes = Buffer.from(events)
  const whole = read([bytes])
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
      const ends = [...cuts.toSorted((a, b) => a - b), bytes.length]
      const pieces = ends.map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1], end))
      expect(read(pieces)).toEqual(whole)
    }),
  )
})

test('a stream that ends before every choice has ended is no answer', () => {
  expect(read([Buffer.from(chunk({ content: 'four' }))])).toBeUndefined()
  expect(read([Buffer.from('')])).toBeUndefined()
  expect(read([Buffer.from(chunk({ content: 'four' }) + 'data: [DONE]\n\n')])).toBeDefined()
  expect(read([Buffer.from(chunk({ content: 'four' }, 'stop'))])).toBeDefined()
})

test('log-probabilities are joined, and an error is what the answer is', () => {
  const piece = (token: string) =>
    `data: ${JSON.stringify({ choices: [{ text: token, logprobs: { tokens: [token], token_logprobs: [-1] } }] })}\n\n`
  expect(read([Buffer.from(`${piece('a')}${piece('b')}data: [DONE]\n\n`)])).toMatchObject({
    choices: [{ text: 'ab', logprobs: { tokens: ['a', 'b'], token_logprobs: [-1, -1] } }],
  })
  expect(read([Buffer.from(`${piece('a')}data: {"error":{"message":"cut"}}\n\n`)])).toEqual({
    error: { message: 'cut' },
  })
})

test('counts what it keeps', () => {
  const stream = eventStream()
  expect(stream.push(Buffer.from(chunk({ content: 'x'.repeat(1000) })))).toBe(1000)
})

test('whatever the events hold, reading them is no fault of ours', () => {
  const chunk = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record({
      choices: fc.array(
        fc.oneof(
          fc.jsonValue({ maxDepth: 2 }),
          fc.record({
            index: fc.jsonValue({ maxDepth: 1 }),
            delta: fc.jsonValue({ maxDepth: 2 }),
            finish_reason: fc.jsonValue({ maxDepth: 1 }),
            logprobs: fc.jsonValue({ maxDepth: 2 }),
          }),
        ),
      ),
    }),
  )
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 6 }), (chunks) => {
      read([
        Buffer.from(`${chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`).join('')}data: [DONE]\n\n`),
      ])
    }),
  )
})
