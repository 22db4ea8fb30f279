import {
  chatAnswer,
  fakeModel,
  openFakeServer,
  type Behaviour,
  type ReceivedRequest,
  adder,
  askedOf,
  isAsked,
  sumIn,
  usage,
  sums,
} from '../src/testing/index.ts'
import { expect, test } from 'vitest'
import { evalRecord, type EvalResult } from '../src/eval/index.ts'
import { emptyFolder, evalSums, type AskedSums } from './eval-fake.ts'

/** Usage of an answer with as many tokens as it was allowed. */
const atLimit = { usage: { prompt_tokens: 30, completion_tokens: 100 } }

/** Evaluates twice on a server that answers sums as told; the second time must ask nothing. */
async function evalTwice(
  answer: (sum: number, item: number, request: ReceivedRequest) => Behaviour,
  asked: Partial<AskedSums> = {},
) {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => {
    if (!isAsked(request)) return adder(request)
    const { sum, item } = sumIn(request)
    return answer(sum, item, request)
  })
  const first = await evalSums({ url: server.url, folder, ...asked })
  const sent = askedOf(server.requests).length
  const second = await evalSums({ url: server.url, folder, ...asked })
  expect(second.result).toEqual(first.result)
  expect(askedOf(server.requests)).toHaveLength(sent)
  return { ...first, sent }
}

test('refused, cut, filtered, empty and thought-only answers are results: wrong, counted by name, kept', async () => {
  const found = await evalTwice((sum, item) => {
    const text = `it is ${sum}`
    switch (item) {
      case 0:
        return chatAnswer([{ text: null, message: { refusal: `I will not say ${sum}` } }])
      case 1:
        return chatAnswer([{ text, finish: 'content_filter' }])
      case 2:
        return chatAnswer([{ text: `<think>${text}</think>` }])
      case 3:
        return chatAnswer([{ text: null, message: { reasoning_content: text } }])
      case 4:
        return chatAnswer([{ text: '' }])
      case 5:
        return chatAnswer([{ text: `<think>${text}`, finish: 'length' }], atLimit)
      case 6:
        return chatAnswer([{ text: null, message: { reasoning_content: text }, finish: 'length' }], atLimit)
      default:
        return chatAnswer(text)
    }
  })
  expect(found.counts).toMatchObject({
    answered: 13,
    truncated: 2,
    cutUnread: 2,
    unanswered: { refused: 1, filtered: 1, 'thought only': 2, empty: 1 },
    failed: {},
    notAsked: 0,
  })
  expect(found.measured['accuracy']).toBe(13 / 20)
  expect(found.result.scores.slice(0, 7).map(({ extracted, score }) => [extracted, score])).toEqual(
    Array.from({ length: 7 }, () => [null, 0]),
  )
  expect(found.notes.split('\n')).toEqual([
    '10.0 % cut at 100 tokens, 10.0 % in what may be a thought, and not read: raise --max-tokens',
    '1 answer (5.0 %) refused: counted as wrong',
    '1 answer (5.0 %) filtered: counted as wrong',
    '2 answers (10.0 %) thought without an answer: counted as wrong',
    '1 answer (5.0 %) empty: counted as wrong',
  ])
  expect(found.doubts).toBe('')
})

test('the answer is read, and no number of the thought before it', async () => {
  const found = await evalTwice((sum, item) =>
    item % 2 === 0
      ? chatAnswer(`<think>${sum} it is</think>Not this time.`)
      : chatAnswer([{ text: `it is ${sum}`, message: { reasoning_content: 'is it 1? or 2?' } }]),
  )
  expect(found.result.scores.map(({ score }) => score)).toEqual(Array.from({ length: 20 }, (_, i) => i % 2))
})

test('a text that is cut is read where whole answers show that the model does not think first', async () => {
  const plain = await evalTwice((sum, item) =>
    chatAnswer([{ text: `it is ${sum}`, finish: item < 5 ? 'length' : 'stop' }]),
  )
  expect(plain.counts).toMatchObject({ truncated: 5, cutUnread: 0 })
  expect(plain.measured['accuracy']).toBe(1)
  const thinking = await evalTwice((sum, item) =>
    chatAnswer(item < 5 ? [{ text: `is it ${sum}`, finish: 'length' }] : `first this</think>it is ${sum}`),
  )
  expect(thinking.counts).toMatchObject({ truncated: 5, cutUnread: 5 })
  expect(thinking.measured['accuracy']).toBe(0.75)
})

test('where no answer is whole, a cut one is read only if the template says nothing of thinking', async () => {
  const cut = (sum: number) => chatAnswer([{ text: `it is ${sum}`, finish: 'length' }], atLimit)
  const untold = await evalTwice(cut)
  expect(untold.counts).toMatchObject({ truncated: 20, cutUnread: 20 })
  expect(untold.notes).toBe(
    '100.0 % cut at 100 tokens, 100.0 % not read, as no answer was whole and none shows how it goes on: raise --max-tokens',
  )
  for (const [template, unread, accuracy] of [
    ['{{ messages }}', 0, 1],
    ['{{ messages }}<think>', 20, 0],
  ] as const) {
    const model = fakeModel({
      entry: { owned_by: 'llamacpp' },
      pages: { '/props': { default_generation_settings: {}, chat_template: template } },
    })
    await using server = await openFakeServer((request) => {
      if (request.method === 'GET') return model(request)
      return isAsked(request) ? cut(sumIn(request).sum) : adder(request)
    })
    const found = await evalSums({ url: server.url, folder: await emptyFolder() })
    expect(found.counts).toMatchObject({ truncated: 20, cutUnread: unread })
    expect(found.measured['accuracy']).toBe(accuracy)
    if (unread === 0) expect(found.notes).toBe('100.0 % cut at 100 tokens: raise --max-tokens')
  }
})

test('what the server’s window cut is told apart, with no advice that mends nothing', async () => {
  const found = await evalTwice((sum, item) => {
    if (item > 4) return chatAnswer(`it is ${sum}`)
    const prompt_tokens = 30 + item
    return chatAnswer([{ text: `it is ${sum}`, finish: 'length' }], {
      usage: { prompt_tokens, completion_tokens: 96 - prompt_tokens },
    })
  })
  expect(found.notes).toBe('25.0 % cut by the server’s window of 96 tokens, prompt included')
  expect(found.result.cut).toEqual({ answers: 5, of: 20 })
})

test('stored answers of another address cast doubt where nothing tells the weights apart', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  const { url } = server
  await evalSums({ url, folder, limit: 15 })
  await using other = await openFakeServer(() => ({ kind: 'answer', status: 500, body: {} }))
  const found = await evalSums({ url: other.url, folder, limit: 15 })
  expect(askedOf(other.requests)).toEqual([])
  expect(found.notes).toContain(`15 answers from the store, asked of ${url} from `)
  expect(found.doubts).toBe(
    `15 answers from the store are of ${url}, and nothing tells that the same weights are at ${other.url}`,
  )
  expect((await evalSums({ url, folder, limit: 15 })).doubts).toBe('')
  const named = { folder, limit: 15, modelVersion: 'v1' }
  await evalSums({ url, ...named })
  const known = await evalSums({ url: other.url, ...named })
  expect([known.counts.fromStore, known.doubts]).toEqual([15, ''])
})

test('where no answer is found, what other variants find is told, as of a file', async () => {
  const strict = {
    ...sums.variants[0]!,
    id: 'strict',
    grade: () => ({ extracted: null, gold: '', score: 0 }),
  }
  const benchmark = { ...sums, variants: [...sums.variants, strict] }
  await using server = await openFakeServer((request) => adder(request))
  const asked = { url: server.url, folder: await emptyFolder(), benchmark }
  const found = await evalSums({ ...asked, variant: 'strict' })
  expect(found.notes).toContain(
    'no output has an answer under strict; --variant last-number finds one in 20 of the 20 (100 %)',
  )
  expect((await evalSums(asked)).notes).not.toContain('--variant')
})

test('several providers are counted and scored apart, and no verdict is drawn of their mixture', async () => {
  const found = await evalTwice((sum, item) =>
    chatAnswer(`it is ${item % 4 === 0 ? sum + 1 : sum}`, { provider: item % 4 === 0 ? 'Cheap' : 'Whole' }),
  )
  expect(found.answeredBy).toEqual([
    { provider: 'Whole', fingerprint: null, answers: 15, score: 1 },
    { provider: 'Cheap', fingerprint: null, answers: 5, score: 0 },
  ])
  expect(found.notes).toBe('answered by several: Whole 15 (100.0 %), Cheap 5 (0.0 %)')
  expect(found.doubts).toBe('several providers answered under one name')
})

test('a fingerprint with each answer asks for nothing anew, and casts no doubt', async () => {
  const found = await evalTwice((sum, item) =>
    chatAnswer(`it is ${sum}`, { system_fingerprint: `fp_${item}` }),
  )
  expect(found.sent).toBe(20)
  expect(found.answeredBy).toHaveLength(20)
  expect(found.doubts).toBe('')
  expect(manifestOf(found).answeredBy).toHaveLength(8)
})

test('who answered stands in the manifest, and nothing where no answer names anybody', async () => {
  const named = await evalTwice((sum) => chatAnswer(`it is ${sum}`, { system_fingerprint: 'fp_1' }))
  expect(manifestOf(named).answeredBy).toEqual([{ provider: null, fingerprint: 'fp_1', answers: 20 }])
  const unnamed = await evalTwice((sum) => chatAnswer(`it is ${sum}`))
  expect(manifestOf(unnamed)).not.toHaveProperty('answeredBy')
})

function manifestOf(found: EvalResult) {
  const endpoint = {
    ...{ model: 'm', version: {}, server: { kind: 'unknown' }, route: 'chat' as const },
    ...none,
  }
  const told = [{ notes: [], doubts: [] }]
  return evalRecord({ endpoint, found: [found], told, facts: null }).manifest.benchmarks[0]!
}

const none = { leftToServer: [], extraBody: {}, probe: null, concurrency: 8 }

test('prompts that the server cut to its window are told, and no verdict is drawn', async () => {
  const long = 'and so on, one thing after another, '.repeat(60)
  const folder = await emptyFolder()
  const [plain] = sums.prompts
  const benchmark = {
    ...sums,
    prompts: [
      {
        ...plain!,
        render: (item: Parameters<NonNullable<typeof plain>['render']>[0]) =>
          `${Number(item.gold) % 3 === 0 ? long : ''}${plain!.render(item)}`,
      },
    ],
  }
  await using server = await openFakeServer((request) => {
    if (!isAsked(request)) return adder(request)
    const bytes = JSON.stringify(request.body['messages']).length
    return adder(request, { usage: { ...usage, prompt_tokens: Math.min(200, Math.ceil(bytes / 4)) } })
  })
  const found = await evalSums({ url: server.url, folder, benchmark, limit: 40 })
  const cut = found.result.scores.filter(({ gold }) => Number(gold) % 3 === 0).length
  expect(found.promptLengths).toMatchObject({ cut, window: 200 })
  expect(found.doubts).toContain('read as 200 tokens at most, far fewer than they have')
})

test('equal samples are one sample: no majority is taken of them, and no verdict drawn', async () => {
  const equal = await evalTwice((sum) => chatAnswer(`it is ${sum}`, { usage }), {
    samples: 4,
    temperature: 0.8,
    limit: 10,
  })
  expect(equal.equalSamples).toEqual({ items: 10, allEqual: 10 })
  expect(Object.keys(equal.measured).filter((name) => /maj|pass/.test(name))).toEqual([])
  expect(Object.keys(equal.result.units)).toEqual(['accuracy'])
  expect(equal.doubts).toContain(
    'the samples of 10 of 10 items are all the same text: the server does not draw',
  )
  const drawn = await evalTwice((_sum, _item, request) => adder(request, { usage }), {
    samples: 4,
    temperature: 0.8,
    limit: 10,
  })
  expect(Object.keys(drawn.measured).filter((name) => /maj/.test(name)).length).toBeGreaterThan(0)
  expect(drawn.doubts).toBe('')
})

test('a prompt whose own variant the benchmark lacks is refused by the variant’s name', async () => {
  const prompts = sums.prompts.map((style) => ({ ...style, variant: 'gone' }))
  await using server = await openFakeServer(adder)
  const asked = { url: server.url, folder: await emptyFolder(), benchmark: { ...sums, prompts } }
  await expect(evalSums(asked)).rejects.toThrow('sums has no variant "gone"; it has: last-number, likeliest')
})
