import { errorInJson } from '../failure/error-body.ts'

/** A choice as a server gave it, whatever the names of its fields. */
export interface RawChoice {
  /** Null where the server gave none. */
  readonly content: string | null
  /** In a field of its own. */
  readonly thought?: string
  readonly refusal?: string
  readonly finishReason?: string
  readonly logprobs: unknown
}

/** All that the model wrote for a choice: its thought, and its answer. */
export function written({ thought, content }: Pick<RawChoice, 'thought' | 'content'>): string {
  return (thought ?? '') + (content ?? '')
}

/** A response as a server gave it. */
export interface RawResponse {
  readonly choices: readonly RawChoice[]
  readonly usage: unknown
  readonly names: {
    readonly model?: string
    readonly fingerprint?: string
    readonly provider?: string
    readonly id?: string
  }
}

/** Reads a response's parsed JSON; undefined where it has no choice, or one without a message and a text. */
export function readResponse(json: unknown): RawResponse | undefined {
  const body = json as Readonly<Record<string, unknown>> | null
  const choices = body?.['choices']
  if (!Array.isArray(choices) || choices.length === 0) return undefined
  const read = choices.toSorted(byIndex).map(readChoice)
  if (!read.every((choice) => choice !== undefined)) return undefined
  const text = (name: string) => (typeof body![name] === 'string' ? body![name] : undefined)
  const [model, fingerprint, provider, id] = ['model', 'system_fingerprint', 'provider', 'id'].map(text)
  return {
    choices: read,
    usage: body!['usage'],
    names: {
      ...(model !== undefined && { model }),
      ...(fingerprint !== undefined && { fingerprint }),
      ...(provider !== undefined && { provider }),
      ...(id !== undefined && { id }),
    },
  }
}

/** An error that stands in a choice, as some routers put it; undefined where there is none. */
export function errorInChoice(json: unknown): unknown {
  const choices = (json as { choices?: unknown } | null)?.choices
  if (!Array.isArray(choices)) return undefined
  for (const choice of choices as readonly Readonly<Record<string, unknown>>[]) {
    if (choice?.['error'] != null && errorInJson({ error: choice['error'] }))
      return { error: choice['error'] }
    const reason = choice?.['finish_reason']
    if (typeof reason === 'string' && brokenReasons.has(reason)) {
      return { error: { message: `the answer ended with "${reason}"`, code: 502 } }
    }
  }
  return undefined
}

/** Names of an end that is the server's failure, not the answer's. */
const brokenReasons = new Set(['error', 'abort', 'insufficient_system_resource'])

function byIndex(a: unknown, b: unknown): number {
  const index = (value: unknown) => {
    const told = (value as { index?: unknown } | null)?.index
    return typeof told === 'number' ? told : 0
  }
  return index(a) - index(b)
}

function readChoice(value: unknown): RawChoice | undefined {
  const choice = value as Readonly<Record<string, unknown>> | null
  const message = choice?.['message'] as Readonly<Record<string, unknown>> | null | undefined
  if (!choice || (!message && typeof choice['text'] !== 'string')) return undefined
  const parts = message ? contentOf(message['content']) : { content: choice['text'] as string }
  const thought =
    parts.thought ?? thoughtNames.map((name) => (message ?? choice)[name]).find((one) => isText(one))
  const refusal = message?.['refusal']
  const reason = choice['finish_reason']
  return {
    content: parts.content,
    ...(isText(thought) && { thought }),
    ...(isText(refusal) && { refusal }),
    ...(typeof reason === 'string' && { finishReason: reason }),
    logprobs: choice['logprobs'],
  }
}

const thoughtNames = ['reasoning_content', 'reasoning', 'thinking', 'reasoning_text']

/** A content that is a text, or a list of parts of which some are thought. */
function contentOf(content: unknown): { content: string | null; thought?: string } {
  if (!Array.isArray(content)) return { content: typeof content === 'string' ? content : null }
  const isThought = (part: unknown) => (part as { type?: unknown } | null)?.type === 'thinking'
  const thought = textOf(content.filter(isThought))
  return { content: textOf(content.filter((part) => !isThought(part))), ...(thought && { thought }) }
}

function textOf(parts: readonly unknown[]): string {
  return parts
    .map((part) => {
      if (typeof part !== 'object' || part === null) return isText(part) ? part : ''
      const { text, thinking } = part as { readonly text?: unknown; readonly thinking?: unknown }
      if (Array.isArray(thinking)) return textOf(thinking)
      return [text, thinking].find((one) => isText(one)) ?? ''
    })
    .join('')
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
