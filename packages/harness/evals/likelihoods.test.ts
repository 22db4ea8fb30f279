import { completionAnswer, fakeLogProb, fakeModel, type FakeModelOptions } from '@retable/client/testing'
import { expect, test } from 'vitest'
import { findBenchmark } from '../src/benchmarks/index.ts'
import {
  errorAnswer,
  isAsked,
  openFakeServer,
  sums,
  sumIn,
  type ReceivedRequest,
} from '../src/testing/index.ts'
import { emptyFolder, evalSums } from './eval-fake.ts'

/** What vLLM answers an echo with, of a model that finds the right sum likely in two of three. */
function echo(request: ReceivedRequest) {
  const text = String(request.body['prompt'])
  const { sum, item } = sumIn(request)
  const isRight = text.endsWith(` ${sum}`)
  const tokens = [...text.match(/\s*\S+/g)!, ' .']
  const chance = isRight === (item % 3 !== 0) ? -0.5 : -2
  const logProbs = tokens.map((_token, i) => (i === 0 ? null : i === tokens.length - 2 ? chance : -1))
  return completionAnswer(
    `${text} .`,
    { logprobs: { tokens, token_logprobs: logProbs, top_logprobs: null, text_offset: [] } },
    { usage: { prompt_tokens: tokens.length - 1, completion_tokens: 1 } },
  )
}

test('each choice is asked for once; the list of likelihoods is what is graded', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) =>
    isAsked(request) ? echo(request) : { kind: 'answer', status: 404, body: {} },
  )
  const asked = { url: server.url, folder, style: 'chances' }
  const found = await evalSums({ ...asked, limit: 12 })
  expect(found.prepared.variant.id).toBe('likeliest')
  expect(found.measured['accuracy']).toBeCloseTo(8 / 12)
  expect(found.counts).toMatchObject({ wanted: 12, answered: 12 })
  const sent = server.requests.filter(isAsked)
  expect(sent).toHaveLength(36)
  expect(new Set(sent.map(({ body }) => body['prompt'])).size).toBe(36)
  expect(sent[0]!.path).toBe('/v1/completions')
  expect(sent[0]!.body).toMatchObject({ prompt: '100 + 0 = 100', echo: true, logprobs: 1, max_tokens: 1 })

  const more = await evalSums({ ...asked, limit: 15 })
  expect(more.counts.fromStore).toBe(12)
  expect(server.requests.filter(isAsked)).toHaveLength(45)
  const again = await evalSums({ ...asked, limit: 15 })
  expect(again.result).toEqual(more.result)
  expect(server.requests.filter(isAsked)).toHaveLength(45)
})

test('a choice that failed fails its item; the next run asks for that choice alone', async () => {
  const folder = await emptyFolder()
  let isBroken = true
  await using server = await openFakeServer((request) => {
    if (!isAsked(request)) return { kind: 'answer', status: 404, body: {} }
    if (isBroken && request.body['prompt'] === '104 + 28 = 133') return errorAnswer(400, 'not that one')
    return echo(request)
  })
  const asked = { url: server.url, folder, style: 'chances', limit: 6 }
  const first = await evalSums(asked)
  expect(first.counts).toMatchObject({ answered: 5, failed: { 'bad request': 1 } })
  isBroken = false
  const before = server.requests.filter(isAsked).length
  expect((await evalSums(asked)).counts).toMatchObject({ answered: 6, fromStore: 5, failed: {} })
  expect(
    server.requests
      .filter(isAsked)
      .slice(before)
      .map(({ body }) => body['prompt']),
  ).toEqual(['104 + 28 = 133'])
})

test('where all choices that are still open fail each time, the rest is scored all the same', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => {
    if (!isAsked(request)) return { kind: 'answer', status: 404, body: {} }
    return sumIn(request).item < 4 ? echo(request) : errorAnswer(400, 'not that one')
  })
  const asked = { url: server.url, folder, style: 'chances', limit: 16, concurrency: 1 }
  const first = await evalSums(asked)
  expect(first.counts).toMatchObject({ answered: 4, failed: { 'bad request': 12 } })
  const again = await evalSums(asked)
  expect(again.counts).toMatchObject({ fromStore: 4, failed: { 'bad request': 12 } })
  expect(again.result).toEqual(first.result)
})

test.each([
  ['the written token alone, as llama.cpp gives it', { echo: 'ignored' }],
  ['nothing', { echo: 'ignored', logprobs: 'ignored' }],
] satisfies [string, FakeModelOptions][])(
  'a server that gives %s is refused, and the way by letters offered',
  async (_what, options) => {
    const folder = await emptyFolder()
    await using server = await openFakeServer(fakeModel(options))
    const ended = evalSums({ url: server.url, folder, style: 'chances' })
    await expect(ended).rejects.toMatchObject({ code: 'client/no-prompt-logprobs', kind: 'environment' })
    await expect(ended).rejects.toThrow(
      /\(the prompt chances of sums needs them; without: --prompt plain or --prompt stopped, another measurement\)$/,
    )
  },
)

test('nothing is drawn of likelihoods', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(fakeModel())
  const asked = { url: server.url, folder, style: 'chances' }
  await expect(evalSums({ ...asked, temperature: 0.5 })).rejects.toMatchObject({ code: 'harness/not-drawn' })
  await expect(evalSums({ ...asked, samples: 4, temperature: 1 })).rejects.toThrow(
    'leave --n and --temperature out',
  )
})

test('ARC by likelihoods: the choices’ own sums of log-probabilities decide, over vLLM’s shape', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(fakeModel())
  const items = [
    {
      id: 'test/Mercury_1',
      question: 'Which is the capital of France?',
      gold: 'B',
      choices: ['Rome or so', 'Paris', 'Kōbe'],
    },
    {
      id: 'test/Mercury_2',
      question: 'Is water wet?',
      gold: 'A',
      choices: ['Yes', 'No, it is dry', 'It may be', 'No'],
    },
  ]
  const arc = await findBenchmark('arc')
  const { asset } = sums.splits.test
  const benchmark = { ...arc, splits: { test: { asset, size: items.length, parse: () => items } } }
  for (const variant of ['acc', 'acc-norm', 'acc-bytes'] as const) {
    const found = await evalSums({ url: server.url, folder, benchmark, style: 'lm-eval', variant })
    const expected = items.map(({ question, choices }) => {
      const before = `Question: ${question}\nAnswer:`.match(/\s*\S+/g)!.length
      const scores = choices.map((choice) => {
        const sum = ` ${choice}`
          .match(/\s*\S+/g)!
          .reduce((total, token, i) => total + fakeLogProb(token, before + i), 0)
        const length =
          variant === 'acc' ? 1 : variant === 'acc-norm' ? choice.length : Buffer.byteLength(choice)
        return sum / length
      })
      return 'ABCD'[scores.indexOf(Math.max(...scores))]
    })
    expect(found.result.scores.map(({ extracted }) => extracted)).toEqual(expected)
    expect(found.result.variant?.id).toBe(variant)
  }
  // The variants share the likelihoods.
  expect(server.requests.filter(isAsked)).toHaveLength(7)
})
