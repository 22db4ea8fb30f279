import { describe, expect, test } from 'vitest'
import { alikeShare, isSameToken, tallyOutcomes, type Asked } from '../src/index.ts'
import { chatAnswer, completionAnswer, errorAnswer, type ChatChoice } from '../src/testing/index.ts'
import { askFake, promptOf, request, requests } from './ask-fake.ts'

/** How one answer of a chat is read. */
async function read(choice: ChatChoice, stop?: readonly string[]): Promise<Asked> {
  const { asked } = await askFake(() => chatAnswer([choice]), {
    ask: [request({ id: 'a', sampling: { temperature: 0, topP: 1, maxTokens: 100, ...(stop && { stop }) } })],
  })
  return asked[0]!
}

describe('a response that is no answer is never an empty one', () => {
  test.each([
    [
      'with a status in the code',
      { error: { code: 429, message: 'Provider returned error' } },
      'rate limit',
      200,
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
    const { asked, client } = await askFake(
      ({ index }) =>
        chatAnswer([index === 1 ? { text: 'hm</think>42' } : { text: 'it is 7', finish: 'length' }]),
      { ask: requests(3), concurrency: 1 },
    )
    expect(asked).toMatchObject([
      { outcome: 'truncated', cut: 'unknown', text: 'it is 7' },
      { outcome: 'answered', text: '42' },
      { outcome: 'truncated', cut: 'thought', text: '', thought: 'it is 7' },
    ])
    expect(client.opensThought).toBe(true)
  })

  test('where whole answers have no thought, a cut text is a cut answer', async () => {
    const { asked, client } = await askFake(
      ({ index }) => chatAnswer([index === 0 ? { text: '42' } : { text: 'it is 7', finish: 'length' }]),
      { ask: requests(2), concurrency: 1 },
    )
    expect(asked[1]).toMatchObject({ outcome: 'truncated', cut: 'answer', text: 'it is 7' })
    expect(client.opensThought).toBe(false)
  })

  test('a whole thought without an answer is counted apart', async () => {
    const answer = await read({ text: '', message: { reasoning: 'it is 7' } })
    expect(answer).toMatchObject({ outcome: 'unanswered', why: 'thought only', text: '', attempts: 1 })
    const tally = tallyOutcomes()
    tally.add(answer)
    expect(tally.tally).toMatchObject({ thoughtOnly: 1, answered: 0, empty: 0, truncated: 0 })
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

  test('tokens are told apart by their bytes, never by their text alone', () => {
    const broken = { token: '\uFFFD', logProbability: -1 }
    expect(isSameToken({ ...broken, bytes: [0xe4] }, { ...broken, bytes: [0xe5] })).toBe(false)
    expect(isSameToken({ ...broken, bytes: [0xe4] }, { ...broken, bytes: [0xe4] })).toBe(true)
    expect(isSameToken(broken, broken)).toBeUndefined()
    expect(isSameToken({ ...broken, token: 'a' }, { ...broken, token: 'a' })).toBe(true)
    expect(isSameToken({ ...broken, token: 'a' }, broken)).toBe(false)
  })
})

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

  test('that are all one text are found out', () => {
    const samples = (texts: readonly string[], tokens = 30) => texts.map((text) => ({ text, tokens }))
    expect(alikeShare([samples(['x', 'x']), samples(['x', 'y']), samples(['z', 'z'])])).toBeCloseTo(2 / 3)
    expect(alikeShare([samples(['x', 'x'], 20), samples(['x'])])).toBeUndefined()
  })

  test('a failure fails all answers that were asked for together', async () => {
    const { asked } = await askFake(() => errorAnswer(500, 'oops'), { ask: eight, tries: 2 })
    expect(asked.map(({ choice, outcome }) => [choice, outcome])).toEqual(
      Array.from({ length: 8 }, (_, i) => [i, 'failed']),
    )
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

  test('providers and fingerprints are counted', async () => {
    const { asked } = await askFake(
      (one) =>
        chatAnswer('fine', {
          system_fingerprint: `fp_${one.index}`,
          provider: promptOf(one) === 'question 0' ? 'A' : 'B',
        }),
      { ask: requests(3) },
    )
    const tally = tallyOutcomes()
    for (const one of asked) tally.add(one)
    expect(tally.tally.providers).toEqual([
      { name: 'B', count: 2 },
      { name: 'A', count: 1 },
    ])
    expect(tally.tally.fingerprints).toHaveLength(3)
  })
})
