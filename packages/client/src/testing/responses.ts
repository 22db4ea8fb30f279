import type { Behaviour } from './fake-server.ts'

/** Fields of a chat answer that a test sets. */
export interface ChatChoice {
  readonly text?: string | null
  readonly finish?: string | null
  readonly message?: Readonly<Record<string, unknown>>
  readonly logprobs?: unknown
}

/** A chat answer of one choice or several. */
export function chatAnswer(
  choices: string | readonly ChatChoice[],
  extra: Readonly<Record<string, unknown>> = {},
): Behaviour & { readonly kind: 'answer' } {
  const list = typeof choices === 'string' ? [{ text: choices }] : choices
  return {
    kind: 'answer',
    body: {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'm',
      choices: list.map(({ text = '', finish = 'stop', message, logprobs }, index) => ({
        index,
        message: { role: 'assistant', content: text, ...message },
        finish_reason: finish,
        ...(logprobs !== undefined && { logprobs }),
      })),
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
      ...extra,
    },
  }
}

/** A completion of one choice. */
export function completionAnswer(
  text: string,
  choice: Readonly<Record<string, unknown>> = {},
  extra: Readonly<Record<string, unknown>> = {},
): Behaviour & { readonly kind: 'answer' } {
  return {
    kind: 'answer',
    body: {
      id: 'cmpl-1',
      object: 'text_completion',
      model: 'm',
      choices: [{ index: 0, text, finish_reason: 'stop', logprobs: null, ...choice }],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
      ...extra,
    },
  }
}

/** A refusal of the request in OpenAI's shape. */
export function errorAnswer(
  status: number,
  message: string,
  options: {
    readonly code?: string | number
    readonly type?: string
    readonly param?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly afterMs?: number
  } = {},
): Behaviour & { readonly kind: 'answer' } {
  const { headers, afterMs, ...error } = options
  return {
    kind: 'answer',
    status,
    ...(headers && { headers }),
    ...(afterMs !== undefined && { afterMs }),
    body: { error: { message, ...error } },
  }
}
