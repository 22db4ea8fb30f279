import { describe, expect, test } from 'vitest'
import {
  openClient,
  type ClientOptions,
  type Identity,
  type Notice,
  type ScoreRequest,
} from '../src/index.ts'
import {
  completionAnswer,
  errorAnswer,
  fakeLogProb,
  fakeModel,
  openFakeServer,
  type FakeModelOptions,
} from '../src/testing/index.ts'
import { requests, shortWaits } from './ask-fake.ts'

async function withModel<T>(
  model: FakeModelOptions | Parameters<typeof openFakeServer>[0],
  use: (client: ReturnType<typeof openClient>, notices: readonly Notice[]) => Promise<T>,
  options: Partial<ClientOptions> = {},
): Promise<T> {
  await using server = await openFakeServer(typeof model === 'function' ? model : fakeModel(model))
  const notices: Notice[] = []
  const onNotice = (notice: Notice) => void notices.push(notice)
  const client = openClient({ baseUrls: [server.url], model: 'm', waits: shortWaits, onNotice, ...options })
  try {
    return await use(client, notices)
  } finally {
    await client.close()
  }
}

describe('what a server tells of itself', () => {
  const identified = (model: FakeModelOptions, options: Partial<ClientOptions> = {}) =>
    withModel(
      model,
      async (client, notices) => ({ identity: await client.identify(), notices, client }),
      options,
    )

  test('llama.cpp: version, context, slots, template and the file', async () => {
    const { identity, client } = await identified({
      entry: {
        owned_by: 'llamacpp',
        created: Math.floor(Date.now() / 1000),
        meta: { size: 98_000_000, n_params: 134_515_008 },
      },
      pages: {
        '/props': {
          default_generation_settings: { n_ctx: 1024 },
          total_slots: 8,
          model_path: '/models/a.gguf',
          chat_template: '{{ messages }}',
          build_info: 'b4000-abc',
        },
      },
    })
    expect(identity).toEqual({
      model: 'm',
      kind: 'llama.cpp',
      version: 'b4000-abc',
      isListed: true,
      models: ['m'],
      clues: { size: 98_000_000, parameters: 134_515_008, path: '/models/a.gguf' },
      // sha256 of "{{ messages }}", by sha256sum.
      templateHash: 'f24189f08c85a1eb19a737306c3a13e85462ee33d964f28108d64a2485fa2171',
      mentionsThought: false,
      contextLength: 1024,
      slots: 8,
    } satisfies Identity)
    expect(client.bodyOf(requests(1)[0]!)).toMatchObject({ top_k: 0, min_p: 0 })
  })

  test('the trainer’s server: weights and window', async () => {
    const entry = { owned_by: 'retable', created: 0, max_model_len: 512, weights: 'cad83121' }
    const { identity } = await identified({ entry, pages: {} })
    expect(identity).toMatchObject({ kind: 'unknown', weights: 'cad83121', contextLength: 512 })
  })

  test('vLLM: version, root and window; a created that is only the time of the question tells nothing', async () => {
    const { identity } = await identified({
      entry: {
        owned_by: 'vllm',
        created: Math.floor(Date.now() / 1000),
        root: '/models/a',
        max_model_len: 4096,
      },
      pages: { '/version': { version: '0.33.0' } },
    })
    expect(identity).toMatchObject({
      kind: 'vllm',
      version: '0.33.0',
      contextLength: 4096,
      clues: { root: '/models/a' },
    })
    expect(identity).not.toHaveProperty('clues.created')
    expect(identity).not.toHaveProperty('weights')
  })

  test('Ollama: a digest, and its hidden repeat penalty is told', async () => {
    const tags = (digest: string) => ({
      '/api/tags': { models: [{ name: 'm:latest', digest, size: 5 }] },
      '/api/version': { version: '0.9' },
    })
    const first = await identified({ entry: { owned_by: 'library' }, pages: tags('sha256:aa') })
    expect(first.identity).toMatchObject({ kind: 'ollama', version: '0.9', weights: 'sha256:aa' })
    expect(first.notices.map(({ kind }) => kind)).toEqual(['hidden sampling'])
    // The same name with new weights is told apart before anything is asked.
    const second = await identified({ entry: { owned_by: 'library' }, pages: tags('sha256:bb') })
    expect(second.identity.weights).toBe('sha256:bb')
  })

  test('TGI: the revision of the weights', async () => {
    const { identity } = await identified({
      pages: { '/info': { model_id: 'org/a', model_sha: 'abc', version: '3' } },
    })
    expect(identity).toMatchObject({ kind: 'tgi', weights: 'abc', clues: { root: 'org/a' } })
  })

  test('an unknown server that lists another model: told', async () => {
    const { identity, notices } = await identified({ entry: { id: 'another', created: 1_700_000_000 } })
    expect(identity).toMatchObject({ kind: 'unknown', isListed: false, models: ['another'] })
    // There is no other model that it could answer by.
    expect(identity.clues).toEqual({ created: 1_700_000_000 })
    expect(notices.map(({ kind }) => kind)).toEqual(['model not listed'])
  })

  test('a server without a list', async () => {
    const { identity, notices } = await identified({ entry: null })
    expect(identity).toEqual({ model: 'm', kind: 'unknown', models: [], clues: {} })
    expect(notices).toEqual([])
  })

  test('a key that is refused, and a server that cannot be reached, end it', async () => {
    const refused = withModel(
      () => errorAnswer(401, 'no such key'),
      (client) => client.identify(),
    )
    await expect(refused).rejects.toMatchObject({ code: 'client/unauthorized' })
    const gone = await openFakeServer(fakeModel())
    await gone.stop()
    const client = openClient({ baseUrls: [gone.url], model: 'm' })
    await expect(client.identify()).rejects.toMatchObject({ code: 'client/unreachable' })
    await client.close()
  })

  test('a server that is loading is waited for', async () => {
    const model = fakeModel()
    const { identity, notices } = await withModel(
      (one) => (one.index < 3 ? errorAnswer(503, 'Loading model') : model(one)),
      async (client, notices) => ({ identity: await client.identify(), notices }),
    )
    expect(identity.isListed).toBe(true)
    expect(notices.map(({ kind }) => kind)).toEqual(['loading'])
  })

  test('replicas that serve unlike models are refused', async () => {
    await using a = await openFakeServer(fakeModel({ entry: { root: '/a' } }))
    await using b = await openFakeServer(fakeModel({ entry: { root: '/b' } }))
    const client = openClient({ baseUrls: [a.url, b.url], model: 'm' })
    await expect(client.identify()).rejects.toMatchObject({ code: 'client/replicas-differ' })
    await client.close()
  })
})

describe('a probe', () => {
  const probed = (model: FakeModelOptions, options: Partial<ClientOptions> = {}) =>
    withModel(model, (client) => client.probe(), options)

  test.each(['chat', 'completions'] as const)(
    'of a server that does as it is asked, by the route %s',
    async (route) => {
      expect(await probed({}, { route })).toEqual({
        n: 'honoured',
        seed: 'honoured',
        logprobs: 'honoured',
        stop: 'honoured',
        echo: 'honoured',
      })
    },
  )

  test('of one that drops all in silence', async () => {
    const model = {
      n: 'ignored',
      seed: 'ignored',
      logprobs: 'ignored',
      stop: 'ignored',
      echo: 'ignored',
    } as const
    expect(await probed(model)).toEqual(model)
  })

  test('of one that refuses n, and always gives one text', async () => {
    expect(await probed({ n: 'refused', seed: 'fixed' })).toMatchObject({ n: 'refused', seed: 'unknown' })
  })

  test('of one without a completions route', async () => {
    const model = fakeModel()
    const probe = await withModel(
      (one) => (one.path === '/v1/completions' ? errorAnswer(404, 'Not Found') : model(one)),
      (client) => client.probe(),
    )
    expect(probe).toMatchObject({ n: 'honoured', echo: 'refused' })
  })
})

describe('scores of given completions', () => {
  const scored = (
    model: FakeModelOptions | Parameters<typeof openFakeServer>[0],
    texts: readonly ScoreRequest[],
  ) => withModel(model, (client) => Array.fromAsync(client.score(texts)), { concurrency: 1 })

  test('are sums over the completion’s tokens', async () => {
    const [one] = await scored({}, [{ id: 'a', prompt: 'The sky is', completion: ' deep blue' }])
    expect(one).toEqual({
      outcome: 'scored',
      id: 'a',
      logProbability: fakeLogProb(' deep', 3) + fakeLogProb(' blue', 4),
      tokens: 2,
      isGreedy: true,
    })
  })

  test('a token that begins in the prompt counts when it ends beyond it', async () => {
    const [one] = await scored({}, [{ id: 'a', prompt: 'The sk', completion: 'y is' }])
    expect(one).toMatchObject({ tokens: 2, logProbability: fakeLogProb(' sky', 1) + fakeLogProb(' is', 2) })
  })

  test('tokens are placed by their texts, with a mark before them and characters in pieces', async () => {
    const tokens = ['<s>', 'H', '\uFFFD', '\uFFFD', ' x', ' y', '!']
    const logprobs = {
      tokens,
      token_logprobs: [null, -1, -2, -3, -4, -5, -6],
      top_logprobs: null,
      text_offset: [0, 3, 4, 5, 6, 8, 10],
    }
    const reply = completionAnswer('Hé x y!', { logprobs }, { usage: { prompt_tokens: 6 } })
    const [one] = await scored(() => reply, [{ id: 'a', prompt: 'Hé', completion: ' x y' }])
    expect(one).toEqual({ outcome: 'scored', id: 'a', logProbability: -9, tokens: 2 })
  })

  test('entries of the generated token alone are refused before anything is scored', async () => {
    const asking = scored({ echo: 'ignored' }, [{ id: 'a', prompt: 'The sky is', completion: ' blue' }])
    await expect(asking).rejects.toMatchObject({ code: 'client/no-prompt-logprobs' })
  })

  test('tokens that do not spell the text fail the item', async () => {
    const logprobs = { tokens: ['The', ' moon'], token_logprobs: [null, -1], top_logprobs: null }
    const reply = completionAnswer('x', { logprobs }, { usage: { prompt_tokens: 2 } })
    expect(await scored(() => reply, [{ id: 'a', prompt: 'The', completion: ' sky' }])).toMatchObject([
      { outcome: 'failed', reason: 'unreadable' },
    ])
  })

  test('when the first ten all fail alike the run ends, unless it asks failed ones again', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => ({ id: String(i), prompt: 'The', completion: ' sky' }))
    const refusing = () => errorAnswer(400, "This model's maximum context length is 4 tokens")
    await expect(scored(refusing, texts)).rejects.toMatchObject({ code: 'client/all-fail' })
    const again = await withModel(
      refusing,
      (client) => Array.fromAsync(client.score(texts, undefined, { firstFailures: Infinity })),
      { concurrency: 1 },
    )
    expect(again).toMatchObject(Array(12).fill({ outcome: 'failed', reason: 'prompt too long' }))
  })

  test('an empty prompt or completion is refused', async () => {
    await expect(scored({}, [{ id: 'a', prompt: '', completion: 'x' }])).rejects.toMatchObject({
      code: 'client/options',
    })
  })
})
