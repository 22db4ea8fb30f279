import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Completion, Model } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { fakeAnswer } from '../testing/fake-server.ts'
import { writeFakeModel } from '../testing/fake-trainer.ts'
import { openFake } from '../testing/open-fake.ts'
import { sampleSeed } from './sample-seed.ts'

type Opened = Awaited<ReturnType<typeof openFake>>

async function modelIn(folder: string, name: string): Promise<Model> {
  const location = path.join(folder, name)
  return { id: name, hash: await writeFakeModel(location, name), location }
}
const sampling = { temperature: 0.8, topP: 0.9, maxTokens: 9, stop: ['\n'] }
async function draw(
  { engine }: Opened,
  model: Model,
  streams: readonly string[],
  { seed = 5, more = {}, signal }: { seed?: number; more?: object; signal?: AbortSignal } = {},
): Promise<Completion[]> {
  const drawn: Completion[] = []
  const requests = streams.map((stream) => ({ prompt: 'say', stream }))
  const request = { requests, sampling: { ...sampling, ...more }, seed }
  for await (const part of engine.generate(model, request, signal)) {
    for (const { index, completion } of part) drawn[index] = completion
  }
  return drawn
}

describe('samples', () => {
  test('each is asked with its own seed and all that decides it; the whole text is kept', async () => {
    const opened = await openFake()
    const model = await modelIn(opened.folder, 'a')
    const [first, second] = await draw(opened, model, ['x', 'y'])
    const { received } = opened.runtime
    expect(received.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/chat/completions'])
    expect(received[0]!.body).toMatchObject({
      messages: [{ role: 'user', content: 'say' }],
      ...{ temperature: 0.8, top_p: 0.9, max_tokens: 9, stop: ['\n'] },
    })
    const seeds = received.map(({ body }) => body['seed'] as number)
    expect(seeds.toSorted((a, b) => a - b)).toEqual(
      [sampleSeed(5, 'x'), sampleSeed(5, 'y')].toSorted((a, b) => a - b),
    )
    expect(first).toEqual({
      text: `say by ${sampleSeed(5, 'x')}`,
      tokens: 5,
      finishReason: 'stop',
      logProbability: -0.5,
    })
    expect(second!.text).toBe(`say by ${sampleSeed(5, 'y')}`)
    expect((await draw(opened, model, ['x'], { more: { maxTokens: 1 } }))[0]!.finishReason).toBe('length')
  })

  test('a server’s key goes with all that is asked of it', async () => {
    const opened = await openFake({ key: 'secret' })
    const model = await modelIn(opened.folder, 'a')
    expect(await draw(opened, model, ['x'])).toHaveLength(1)
    expect(await opened.engine.countTokens(model, ['one'])).toEqual([3])
    expect(opened.runtime.received.every(({ headers }) => headers.authorization === 'Bearer secret')).toBe(
      true,
    )
  })

  test('seeds have 31 bits, and differ by run and by stream', () => {
    const seeds = [1, 2, 3].flatMap((seed) => ['a', 'b', 'a/b'].map((stream) => sampleSeed(seed, stream)))
    expect(new Set(seeds).size).toBe(9)
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)).toBe(true)
    expect(seeds.some((seed) => seed >= 2 ** 30)).toBe(true)
  })

  test('they come one by one, as the server finishes them', async () => {
    let isHeld = true
    const opened = await openFake({
      answer: async (request) => {
        if (request.index > 0) while (isHeld) await delay(5)
        return fakeAnswer(request)
      },
    })
    const requests = ['x', 'y'].map((stream) => ({ prompt: 'say', stream }))
    const model = await modelIn(opened.folder, 'a')
    const stream = opened.engine.generate(model, { requests, sampling, seed: 1 })[Symbol.asyncIterator]()
    expect((await stream.next()).value).toMatchObject([{ index: 0 }])
    isHeld = false
    expect((await stream.next()).value).toMatchObject([{ index: 1 }])
    expect((await stream.next()).done).toBe(true)
  })

  test('a refusal of the server is its sentence; a signal ends it with its own reason', async () => {
    const refusing = await openFake({
      answer: () => ({ kind: 'answer', status: 400, body: { error: { message: 'the context is full' } } }),
    })
    const model = await modelIn(refusing.folder, 'a')
    await expect(draw(refusing, model, ['x'])).rejects.toThrow('the context is full')
    const controller = new AbortController()
    const silent = await openFake({
      answer: () => {
        controller.abort(new Error('enough'))
        return { kind: 'silent' }
      },
    })
    const other = await modelIn(silent.folder, 'a')
    await expect(draw(silent, other, ['x'], { signal: controller.signal })).rejects.toThrow('enough')
  })
})

describe('scores', () => {
  test('of the tokens of an answer, its end included, after the prompt as it is asked', async () => {
    const opened = await openFake()
    const model = await modelIn(opened.folder, 'a')
    const texts = ['', 'no', 'yes'].map((completion) => ({ prompt: 'say', completion }))
    expect(await opened.engine.score(model, texts)).toEqual([-0.5, -1.5, -2])
    const asked = opened.runtime.received.filter(({ path }) => path === '/v1/completions')
    expect(asked[0]!.body).toMatchObject({ max_tokens: 0, echo: true, logprobs: 0 })
    expect(await opened.engine.countTokens(model, ['ab', '', 'abcd'])).toEqual([2, 0, 4])
  })

  test.each([
    ['writes a prompt in another way when an answer follows', { tokens: [9, 9, 9] }],
    ['does not end an answer with a token that ends generation', { tokens: [1, 2, 5] }],
  ])('a template that %s is refused', async (told, whole) => {
    const opened = await openFake({
      answer: (request) => {
        const isWhole = request.path === '/tokenize' && request.body['add_generation_prompt'] === false
        const body = isWhole ? whole : { tokens: [1, 2] }
        return { kind: 'answer', body }
      },
    })
    const model = await modelIn(opened.folder, 'a')
    await expect(opened.engine.score(model, [{ prompt: 'p', completion: 'c' }])).rejects.toThrow(told)
  })
})

describe('servers', () => {
  test('one for each version, at most so many side by side; an idle one makes room', async () => {
    const opened = await openFake({ settings: { servers: 2 } })
    const models = await Promise.all(['a', 'b', 'c', 'd'].map((name) => modelIn(opened.folder, name)))
    const { runtime } = opened
    await Promise.all([...models, ...models].map((model) => draw(opened, model, ['x', 'y'])))
    expect(runtime.mostStanding()).toBe(2)
    expect(runtime.served.map((folder) => path.basename(folder)).toSorted()).toEqual(['a', 'b', 'c', 'd'])
    // Whoever comes again while it stands is answered by the same one.
    const last = models.find(({ location }) => location === runtime.served.at(-1))!
    await draw(opened, last, ['z'])
    expect(runtime.served).toHaveLength(4)
    await opened.engine.close()
    expect(runtime.standing()).toBe(0)
  })

  test('one that dies is told in one sentence, and the next step has a new one', async () => {
    const opened = await openFake({
      answer: async (request) => {
        if (request.index === 1 && runtime.served.length === 1) await runtime.kill()
        return fakeAnswer(request)
      },
    })
    const { runtime } = opened
    const model = await modelIn(opened.folder, 'a')
    await expect(draw(opened, model, ['x', 'y', 'z'])).rejects.toThrow(
      'the server of a ended before its work was done (it was killed); run the command again, and it goes on',
    )
    expect(await draw(opened, model, ['x', 'y', 'z'])).toHaveLength(3)
    expect(runtime.served).toHaveLength(2)
  })

  test('scoring is told of a server that dies as well', async () => {
    const opened = await openFake({
      answer: async (request) => {
        if (request.path === '/v1/completions') await opened.runtime.kill()
        return fakeAnswer(request)
      },
    })
    const model = await modelIn(opened.folder, 'a')
    const texts = [{ prompt: 'p', completion: 'c' }]
    await expect(opened.engine.score(model, texts)).rejects.toThrow('ended before its work was done')
  })

  test.each([
    [
      'served weights of another hash',
      { weights: 'b'.repeat(64) },
      'its server read weights with the hash bbbb',
    ],
  ])('%s: refused, and nothing is left standing', async (_, options, told) => {
    const opened = await openFake(options)
    const model = await modelIn(opened.folder, 'a')
    await expect(draw(opened, model, ['x'])).rejects.toThrow(told)
    expect(opened.runtime.standing()).toBe(0)
  })

  test('a model without a folder is refused', async () => {
    const opened = await openFake()
    await expect(draw(opened, { id: 'far', hash: 'f' }, ['x'])).rejects.toThrow('far lies in no folder')
  })
})
