import { createHash } from 'node:crypto'
import { chatAnswer, type Behaviour, type ReceivedRequest } from '@retable/client/testing'

/** Whether a request asks for an answer, and not for what the server is. */
export function isAsked({ method }: ReceivedRequest): boolean {
  return method === 'POST'
}

/** Answers a server was asked for, by what was asked. */
export function askedOf(requests: readonly ReceivedRequest[]): string[] {
  return requests.filter(isAsked).map(({ body }) => JSON.stringify(body))
}

/** A sum that a request asks for; its place among the items too. */
export function sumIn({ body }: ReceivedRequest): { readonly item: number; readonly sum: number } {
  const [a, b] = /(\d+) \+ (\d+)/.exec(JSON.stringify(body))!.slice(1).map(Number)
  return { item: a! - 100, sum: a! + b! }
}

/** A model that adds right three times of four, by what it is asked and the seed. */
export function adder(request: ReceivedRequest, extra: Readonly<Record<string, unknown>> = {}): Behaviour {
  if (!isAsked(request)) return { kind: 'answer', status: 404, body: {} }
  return chatAnswer(`The two numbers together are ${guess(request)}`, { usage, ...extra })
}

/** {@link adder}, after so many milliseconds. */
export function later(afterMs: number): (request: ReceivedRequest) => Behaviour {
  return (request) => {
    const behaviour = adder(request)
    return behaviour.kind === 'answer' ? { ...behaviour, afterMs } : behaviour
  }
}

/** As {@link adder} has it. */
export function guess(request: ReceivedRequest): number {
  const { sum } = sumIn(request)
  const digest = createHash('sha256')
    .update(JSON.stringify([sum, request.body['seed'] ?? null]))
    .digest()
  return digest[0]! < 192 ? sum : sum + 1
}

export const usage = { prompt_tokens: 30, completion_tokens: 40 }
