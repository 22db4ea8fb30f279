import { misuse } from '../errors.ts'
import type { ServerKind } from '../endpoint/identity.ts'
import type { AskRequest } from './ask-request.ts'

/** What a client knows when it writes a body. */
export interface BodyOptions {
  readonly model: string
  readonly route: 'chat' | 'completions'
  readonly server: ServerKind
  readonly stream: boolean
  /** Whether stop strings are the server's on the chat route too. */
  readonly verbatim: boolean
  readonly extraBody: Readonly<Record<string, unknown>>
}

type Body = Record<string, unknown>

/**
 * The body of a request: all that decides the answer is sent, so that no default of the server's holds.
 *
 * @throws ClientError `client/options` for a request that cannot be meant
 */
export function requestBody(request: AskRequest, options: BodyOptions): Body {
  const { prompt, sampling, n = 1, seed, logprobs, id } = request
  const isChat = options.route === 'chat'
  if (!isChat && typeof prompt !== 'string') {
    throw misuse(`${id}: messages go to the chat route, and the client asks by completions`)
  }
  if (n > 1 && sampling.temperature === 0) {
    throw misuse(`${id}: ${n} answers at temperature 0 are one answer: ask for one, or raise the temperature`)
  }
  if (!Number.isInteger(n) || n < 1) throw misuse(`${id}: n must be a whole number from 1, and is ${n}`)
  const messages = typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt
  return {
    model: options.model,
    ...(isChat ? { messages } : { prompt }),
    temperature: sampling.temperature,
    top_p: sampling.topP,
    max_tokens: sampling.maxTokens,
    ...truncations(sampling, options.server),
    ...((!isChat || options.verbatim) && sampling.stop?.length && { stop: sampling.stop }),
    ...(seed !== undefined && { seed }),
    ...(n > 1 && { n }),
    ...(logprobs !== undefined && (isChat ? { logprobs: true, top_logprobs: logprobs } : { logprobs })),
    ...(options.stream && { stream: true, stream_options: { include_usage: true } }),
    ...options.extraBody,
  }
}

/** Truncations and penalties that a kind of server applies unless it is told not to. */
export function truncations({ topK, minP }: AskRequest['sampling'], server: ServerKind): Body {
  const known = neutral[server]
  return {
    ...known,
    ...((topK ?? 0) > 0 && { top_k: topK }),
    ...((minP ?? 0) > 0 && { min_p: minP }),
  }
}

const neutral: Readonly<Record<ServerKind, Body>> = {
  'llama.cpp': { top_k: 0, min_p: 0, repeat_penalty: 1 },
  vllm: { top_k: -1, min_p: 0, repetition_penalty: 1 },
  sglang: { top_k: -1, min_p: 0, repetition_penalty: 1 },
  // Its OpenAI routes take none of them.
  ollama: {},
  tgi: {},
  openai: {},
  unknown: {},
}

/** Parameters that decide answers, and that nothing is sent for. */
export function leftToServer({ server, extraBody }: BodyOptions): string[] {
  if (server === 'openai') return []
  const sent = new Set([...Object.keys(neutral[server]), ...Object.keys(extraBody)])
  return deciding.filter((names) => !names.some((name) => sent.has(name))).map(([name]) => name)
}

const deciding: readonly (readonly [string, ...string[]])[] = [
  ['top_k'],
  ['min_p'],
  ['repetition_penalty', 'repeat_penalty'],
]
