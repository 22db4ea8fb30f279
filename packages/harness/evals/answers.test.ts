import {
  chatAnswer,
  errorAnswer,
  openFakeServer,
  adder,
  askedOf,
  isAsked,
  later,
  sumIn,
} from '../src/testing/index.ts'
import { expect, test } from 'vitest'
import { emptyFolder, evalSums } from './eval-fake.ts'

test('nothing is sent twice, and the same comes out without a request', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  const first = await evalSums({ url: server.url, folder })
  expect(askedOf(server.requests)).toHaveLength(20)
  expect(first.measured['accuracy']).toBeGreaterThan(0.5)
  const again = await evalSums({ url: server.url, folder })
  expect(askedOf(server.requests)).toHaveLength(20)
  expect(again.counts).toMatchObject({ wanted: 20, answered: 20, fromStore: 20, notAsked: 0 })
  expect(again.result).toEqual(first.result)
  expect(again.notes).toMatch(
    /^20 answers from the store, asked of http:\S+\/v1 from \d{4}-\d\d-\d\d on; --fresh asks again$/,
  )
})

test('a raised limit asks for the others alone', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  await evalSums({ url: server.url, folder, limit: 100 })
  const all = await evalSums({ url: server.url, folder, limit: 300 })
  const asked = askedOf(server.requests)
  expect(asked).toHaveLength(300)
  expect(new Set(asked).size).toBe(300)
  expect(all.counts).toMatchObject({ wanted: 300, fromStore: 100 })
  expect(all.result.scores).toHaveLength(300)
})

test('samples are entries of their own, with seeds of their own; more of them ask for the others alone', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  const draw = { url: server.url, folder, limit: 10, temperature: 0.8 }
  await evalSums({ ...draw, samples: 4 })
  const eight = await evalSums({ ...draw, samples: 8 })
  const seeds = server.requests.filter(isAsked).map(({ body }) => body['seed'])
  expect(seeds).toHaveLength(80)
  expect(new Set(seeds).size).toBe(80)
  expect(eight.counts).toMatchObject({ wanted: 80, fromStore: 40 })
  expect(eight.result.scores.map(({ item, sample }) => `${item}/${sample}`)).toEqual(
    Array.from({ length: 80 }, (_, i) => `test/${i >> 3}/${i & 7}`),
  )
  expect(Object.keys(eight.measured)).toEqual(expect.arrayContaining(['accuracy', 'maj@8']))
})

test('what is kept comes again after --fresh alone, which replaces it', async () => {
  const folder = await emptyFolder()
  let lie = 0
  await using server = await openFakeServer((request) =>
    isAsked(request) ? chatAnswer(`it is ${sumIn(request).sum + lie}`) : adder(request),
  )
  const [before, , after, kept] = [
    await evalSums({ url: server.url, folder }),
    (lie = 1),
    await evalSums({ url: server.url, folder, isFresh: true }),
    await evalSums({ url: server.url, folder }),
  ]
  expect(askedOf(server.requests)).toHaveLength(40)
  expect([before, after, kept].map(({ measured }) => measured['accuracy'])).toEqual([1, 0, 0])
})

test.each([
  ['another name', { model: 'other' }],
  ['another version', { modelVersion: 'step-2000' }],
  ['another prompt', { style: 'stopped' }],
  ['another temperature', { temperature: 0.5 }],
  ['further fields', { extraBody: { top_k: 5 } }],
  ['another route', { route: 'completions' }],
] as const)('%s has no answers of the first', async (_, other) => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) =>
    request.path.includes('chat') || !isAsked(request)
      ? adder(request)
      : { kind: 'answer', body: { choices: [{ index: 0, text: '1', finish_reason: 'stop' }] } },
  )
  await evalSums({ url: server.url, folder, limit: 5 })
  const second = await evalSums({ url: server.url, folder, limit: 5, ...other })
  expect(second.counts.fromStore).toBe(0)
  expect(askedOf(server.requests)).toHaveLength(10)
})

test('new weights that the server tells of have no answers of the old ones', async () => {
  const folder = await emptyFolder()
  let size = 1000
  await using server = await openFakeServer((request) =>
    request.path === '/v1/models'
      ? { kind: 'answer', body: { data: [{ id: 'm', meta: { size } }] } }
      : adder(request),
  )
  await evalSums({ url: server.url, folder, limit: 5 })
  size = 2000
  expect((await evalSums({ url: server.url, folder, limit: 5 })).counts.fromStore).toBe(0)
  size = 1000
  expect((await evalSums({ url: server.url, folder, limit: 5 })).counts.fromStore).toBe(5)
})

test('of two evaluations over one store one waits for the other, and nothing is sent twice', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(later(5))
  const asked = { url: server.url, folder, limit: 100, concurrency: 4 }
  const [one, other, fewer] = await Promise.all([
    evalSums(asked),
    evalSums(asked),
    evalSums({ ...asked, limit: 50 }),
  ])
  expect(askedOf(server.requests)).toHaveLength(100)
  expect(other.result).toEqual(one.result)
  expect(fewer.result.scores).toEqual(one.result.scores.slice(0, 50))
})

test('evaluations that want other answers do not wait for one another', async () => {
  const folder = await emptyFolder()
  let inFlight = 0
  let most = 0
  await using server = await openFakeServer(async (request) => {
    if (!isAsked(request)) return adder(request)
    inFlight += 1
    most = Math.max(most, inFlight)
    await new Promise((resolve) => setTimeout(resolve, 30))
    inFlight -= 1
    return adder(request)
  })
  const asked = { url: server.url, folder, limit: 20, concurrency: 1 }
  await Promise.all([evalSums(asked), evalSums({ ...asked, style: 'stopped' })])
  expect(most).toBe(2)
})

test('failed ones count as wrong, beside the figure without them, and are asked again', async () => {
  const folder = await emptyFolder()
  let isBroken = true
  await using server = await openFakeServer((request) =>
    isBroken && isAsked(request) && sumIn(request).item % 5 === 4
      ? errorAnswer(400, 'This model’s maximum context length is 4096 tokens, asked 4700')
      : isAsked(request)
        ? chatAnswer(`${sumIn(request).sum}`)
        : adder(request),
  )
  const first = await evalSums({ url: server.url, folder })
  expect(first.counts).toMatchObject({ answered: 16, failed: { 'prompt too long': 4 } })
  expect(first.measured['accuracy']).toBe(0.8)
  expect(first.withoutFailed).toBe(1)
  expect(first.notes).toContain(
    '4 answers failed (20.0 %: 4 prompt too long) counted as wrong; without them accuracy is 100.00 %',
  )
  expect(first.doubts).toBe('20.0 % of the answers failed, and --max-failed allows 1 %')
  expect((await evalSums({ url: server.url, folder, maxFailed: 0.25 })).doubts).toBe('')
  isBroken = false
  const second = await evalSums({ url: server.url, folder })
  expect(second.counts).toMatchObject({ answered: 20, fromStore: 16, failed: {} })
  expect(second.measured['accuracy']).toBe(1)
  expect(askedOf(server.requests)).toHaveLength(20 + 4 + 4)
})

test('where all that is still open fails each time, the rest is scored all the same', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) =>
    isAsked(request) && sumIn(request).item >= 8 ? errorAnswer(400, 'not that one') : adder(request),
  )
  const asked = { url: server.url, folder, concurrency: 1 }
  const first = await evalSums(asked)
  expect(first.counts).toMatchObject({ answered: 8, fromStore: 0, failed: { 'bad request': 12 } })
  const again = await evalSums(asked)
  expect(again.counts).toMatchObject({ answered: 8, fromStore: 8, failed: { 'bad request': 12 } })
  expect(again.result).toEqual(first.result)
})

test('an endpoint that answers none of the first is left, unless it has answered some before', async () => {
  await using server = await openFakeServer((request) =>
    isAsked(request) ? errorAnswer(400, 'not that one') : adder(request),
  )
  const ended = evalSums({ url: server.url, folder: await emptyFolder(), concurrency: 1 })
  await expect(ended).rejects.toMatchObject({ code: 'client/all-fail' })
  expect(askedOf(server.requests)).toHaveLength(10)
})

test.each([
  [401, 'Incorrect API key provided', {}, 'the key was refused'],
  [402, 'Insufficient credits', {}, 'Insufficient credits'],
  [429, 'You exceeded your current quota', { code: 'insufficient_quota' }, 'quota'],
])(
  'a %d of the run tells how far it came, and the next run goes on',
  async (status, message, error, told) => {
    const folder = await emptyFolder()
    let left = 12
    await using server = await openFakeServer((request) => {
      if (!isAsked(request)) return adder(request)
      left -= 1
      return left < 0 ? errorAnswer(status, message, error) : adder(request)
    })
    const ended = evalSums({ url: server.url, folder, concurrency: 1, apiKey: 'k' })
    await expect(ended).rejects.toThrow(/\(sums: 12 of 20 answered and kept; the same command goes on\)$/)
    await expect(ended).rejects.toThrow(new RegExp(told, 'i'))
    await expect(ended).rejects.toMatchObject({ kind: 'environment', cause: { status } })
    left = Infinity
    const { counts } = await evalSums({ url: server.url, folder })
    expect(counts).toMatchObject({ fromStore: 12, answered: 20 })
  },
)
