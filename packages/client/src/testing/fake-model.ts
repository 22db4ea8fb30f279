import { createHash } from 'node:crypto'
import type { Behaviour, ReceivedRequest } from './fake-server.ts'

/** What a fake model does with parameters; all are honoured if left out. */
export interface FakeModelOptions {
  /** `slots`: choice i is drawn with seed + i, as llama.cpp does. */
  readonly n?: 'honoured' | 'ignored' | 'refused' | 'slots'
  /** `fixed`: one text whatever the seed. */
  readonly seed?: 'honoured' | 'ignored' | 'fixed'
  readonly stop?: 'honoured' | 'ignored'
  readonly logprobs?: 'honoured' | 'ignored'
  /** Log-probabilities of the prompt's tokens, on the completions route. */
  readonly echo?: 'honoured' | 'ignored'
  /** Fields of `/v1/models`' entry for the model `m`; no such page if null. */
  readonly entry?: Readonly<Record<string, unknown>> | null
  /** Further pages, by path. */
  readonly pages?: Readonly<Record<string, unknown>>
}

interface Asked {
  readonly prompt: string
  readonly temperature: number
  readonly maxTokens: number
  readonly n: number
  readonly seed: number | undefined
  readonly stop: readonly string[]
}

/** A server with a model that writes words drawn from the hash of what it is asked: the same for the same request. */
export function fakeModel(options: FakeModelOptions = {}): (request: ReceivedRequest) => Behaviour {
  let drawn = 0
  const { entry = {}, pages = {} } = options
  const list = entry && { object: 'list', data: [{ id: 'm', object: 'model', ...entry }] }
  return (request) => {
    const path = request.path.replace(/\?.*/, '')
    if (request.method === 'GET') {
      const page = path === '/v1/models' ? list : pages[path]
      return page
        ? { kind: 'answer', body: page }
        : { kind: 'answer', status: 404, body: { detail: 'Not Found' } }
    }
    const asked = readBody(request.body)
    if (options.n === 'refused' && asked.n > 1) {
      return {
        kind: 'answer',
        status: 400,
        body: { error: { message: 'n must be 1', type: 'invalid_request_error' } },
      }
    }
    const n = options.n === 'ignored' ? 1 : asked.n
    const texts = Array.from({ length: n }, (_, i) => {
      const seeded = asked.seed === undefined ? undefined : asked.seed + i
      const random = asked.temperature === 0 || options.seed === 'fixed' ? 0 : (drawn += 1)
      const key = options.seed === undefined || options.seed === 'honoured' ? (seeded ?? random) : random
      return write(asked, asked.temperature === 0 ? 0 : key, options.stop !== 'ignored')
    })
    const isChat = path.endsWith('/chat/completions')
    const echo = !isChat && request.body['echo'] === true && options.echo !== 'ignored'
    const wants = options.logprobs !== 'ignored' && !!request.body['logprobs']
    return {
      kind: 'answer',
      body: {
        id: `fake-${request.index}`,
        model: request.body['model'],
        choices: texts.map(({ words, finish }, index) => {
          const tokens = echo ? [...tokensOf(asked.prompt), ...words] : words
          const text = tokens.join('')
          return {
            index,
            finish_reason: finish,
            ...(isChat ? { message: { role: 'assistant', content: text } } : { text }),
            logprobs: wants ? (isChat ? chatLogProbs(tokens) : completionLogProbs(tokens, echo)) : null,
          }
        }),
        usage: {
          prompt_tokens: tokensOf(asked.prompt).length,
          completion_tokens: texts.reduce((sum, { words }) => sum + words.length, 0),
        },
      },
    }
  }
}

function readBody(body: Readonly<Record<string, unknown>>): Asked {
  const messages = (body['messages'] ?? []) as readonly { readonly content: string }[]
  const {
    prompt,
    temperature = 1,
    max_tokens: maxTokens,
    max_completion_tokens: limit,
    n = 1,
    seed,
    stop = [],
  } = body
  return {
    prompt: typeof prompt === 'string' ? prompt : messages.map(({ content }) => content).join('\n'),
    temperature: temperature as number,
    maxTokens: (maxTokens ?? limit ?? 16) as number,
    n: n as number,
    seed: seed as number | undefined,
    stop: stop as readonly string[],
  }
}

function write(
  { prompt, maxTokens, stop }: Asked,
  key: number,
  stops: boolean,
): { words: string[]; finish: string } {
  const words: string[] = []
  for (let i = 0; i < 30; i += 1) {
    if (words.length === maxTokens) return { words, finish: 'length' }
    words.push(`${i === 0 ? '' : ' '}we${(fraction(prompt, key, i) * 1000) | 0}`)
    const hit = stops ? stop.find((one) => words.join('').includes(one)) : undefined
    if (hit !== undefined) return { words: [words.join('').split(hit)[0]!], finish: 'stop' }
  }
  return { words, finish: 'stop' }
}

/** Words with the blank before them. */
function tokensOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}

/** The log-probability that the model gives a token at its place, as a test may reckon it too. */
export function fakeLogProb(token: string, place: number): number {
  return -fraction(token, place) * 5
}

function chatLogProbs(tokens: readonly string[]): object {
  return {
    content: tokens.map((token, i) => {
      const entry = { token, logprob: fakeLogProb(token, i), bytes: [...Buffer.from(token)] }
      return { ...entry, top_logprobs: [entry] }
    }),
  }
}

function completionLogProbs(tokens: readonly string[], isEchoed: boolean): object {
  const logProbs = tokens.map((token, i) => (isEchoed && i === 0 ? null : fakeLogProb(token, i)))
  return {
    tokens,
    token_logprobs: logProbs,
    top_logprobs: tokens.map((token, i) => (logProbs[i] === null ? null : { [token]: logProbs[i] })),
    text_offset: tokens.map((_, i) => tokens.slice(0, i).join('').length),
  }
}

/** In [0, 1), from the hash of a key. */
function fraction(...key: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(key)).digest().readUInt32BE(0) / 2 ** 32
}
