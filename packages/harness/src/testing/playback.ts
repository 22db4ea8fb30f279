import { createHash } from 'node:crypto'
import { chatAnswer, errorAnswer, openFakeServer, type FakeServer } from '@retable/client/testing'

/** A stored answer. */
export interface StoredAnswer {
  readonly text: string
  /** Likeliest first tokens with their log-probabilities. */
  readonly top?: readonly { readonly token: string; readonly logprob: number }[]
}

/** A message as the API has it. */
export interface PlayedMessage {
  readonly role: string
  readonly content: string
}

/** Stored answers by the hash of the prompt that each was given to. */
export class StoredAnswers {
  readonly #answers = new Map<string, StoredAnswer>()

  get size(): number {
    return this.#answers.size
  }

  add(messages: readonly PlayedMessage[], answer: StoredAnswer): void {
    this.#answers.set(promptHash(messages), answer)
  }

  of(messages: readonly PlayedMessage[]): StoredAnswer | undefined {
    return this.#answers.get(promptHash(messages))
  }
}

/**
 * A server that answers as a judge once did: a prompt of which no answer is stored is refused, so that nothing but the very
 * same prompt gets one.
 */
export function openPlayback(
  answers: StoredAnswers,
  { hasLogProbs = true, model = 'm', afterMs = 0 } = {},
): Promise<FakeServer & AsyncDisposable> {
  return openFakeServer((request) => {
    if (request.method === 'GET') return { kind: 'answer', body: { object: 'list', data: [{ id: model }] } }
    const messages = request.body['messages'] as readonly PlayedMessage[]
    const answer = answers.of(messages)
    if (answer === undefined) return errorAnswer(400, 'no answer to this prompt is stored')
    const wants = hasLogProbs && request.body['logprobs'] === true && answer.top !== undefined
    const [first] = answer.top ?? []
    const logprobs = { content: [{ ...first, top_logprobs: answer.top }] }
    const usage = { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 }
    const choice = { text: answer.text, ...(wants ? { logprobs, finish: 'length' } : {}) }
    return { ...chatAnswer([choice], { usage }), afterMs }
  })
}

function promptHash(messages: readonly PlayedMessage[]): string {
  const own = messages.map(({ role, content }) => [role, content])
  return createHash('sha256').update(JSON.stringify(own)).digest('hex')
}
