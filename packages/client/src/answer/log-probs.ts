import { ClientError } from '../errors.ts'
import type { TokenChance, TokenLogProb } from './token-log-prob.ts'

/**
 * Log-probabilities of a choice, in the shape of chats (`content`) or of completions (`tokens`, `token_logprobs`),
 * whichever the route; undefined where there are none. A token that has none, such as a text's first, gets NaN.
 *
 * @throws ClientError `client/logprobs-shape` for a third shape
 */
export function readLogProbs(value: unknown): readonly TokenLogProb[] | undefined {
  if (value === null || value === undefined) return undefined
  const shape = value as Readonly<Record<string, unknown>>
  if (Array.isArray(shape['content'])) return shape['content'].map(chatToken)
  if (Array.isArray(shape['tokens']) && Array.isArray(shape['token_logprobs'])) return completionTokens(shape)
  // Servers leave the lists null where none were asked for.
  if (typeof value === 'object' && Object.values(shape).every((inner) => inner === null)) return undefined
  const found =
    typeof value === 'object' ? `fields ${Object.keys(shape).join(', ') || '(none)'}` : typeof value
  throw wrongShape(found)
}

function chatToken(entry: unknown): TokenLogProb {
  const top = (entry as { top_logprobs?: unknown } | null)?.top_logprobs
  return { ...chance(entry), top: Array.isArray(top) ? top.map(chance) : [] }
}

function chance(entry: unknown): TokenChance {
  const { token, bytes, logprob } = (entry ?? {}) as Readonly<Record<string, unknown>>
  if (typeof token !== 'string') throw wrongShape('an entry of content without its token')
  return {
    token,
    ...(Array.isArray(bytes) && { bytes: bytes as number[] }),
    logProbability: typeof logprob === 'number' ? logprob : NaN,
  }
}

function completionTokens(shape: Readonly<Record<string, unknown>>): TokenLogProb[] {
  const tokens = shape['tokens'] as readonly unknown[]
  const logProbs = shape['token_logprobs'] as readonly unknown[]
  const tops = Array.isArray(shape['top_logprobs']) ? (shape['top_logprobs'] as readonly unknown[]) : []
  return tokens.map((token, i) => ({
    token: typeof token === 'string' ? token : JSON.stringify(token),
    logProbability: typeof logProbs[i] === 'number' ? logProbs[i] : NaN,
    top: Object.entries((tops[i] ?? {}) as Readonly<Record<string, number>>).map(
      ([token, logProbability]) => ({
        token,
        logProbability,
      }),
    ),
  }))
}

function wrongShape(found: string): ClientError {
  return new ClientError(
    `the server gives log-probabilities in a shape that is not known: neither content nor tokens with token_logprobs, but ${found}`,
    { code: 'client/logprobs-shape', kind: 'environment' },
  )
}
