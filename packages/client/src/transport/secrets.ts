import type { BaseUrl } from './base-url.ts'

/** Takes secrets out of texts. */
export interface Blot {
  /** Out of a sentence: each value that might be a secret. */
  readonly sentence: (text: string) => string
  /** Out of a body or an answer, which is data: only what is clearly a credential. */
  readonly data: (text: string) => string
}

/** Knows a client's secrets: key, header values, and of each URL user, password and query values. */
export function blotSecrets(options: {
  readonly apiKey?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly urls: readonly BaseUrl[]
}): Blot {
  const headers = Object.entries(options.headers ?? {})
  const credentials = [
    options.apiKey ?? '',
    ...headers.filter(([name]) => credentialHeader.test(name)).flatMap(([, value]) => partsOf(value)),
    ...options.urls.flatMap(({ user, query }) => [
      user?.name ?? '',
      user?.password ?? '',
      user ? Buffer.from(`${user.name}:${user.password}`).toString('base64') : '',
      ...new URLSearchParams(query).values(),
    ]),
  ]
  const all = [...credentials, ...headers.map(([, value]) => value)]
  return {
    sentence: blotter(all.filter((secret) => secret.length >= leastInSentences)),
    data: blotter(credentials.filter((secret) => secret.length >= leastInData)),
  }
}

/** Shorter values occur in ordinary text: a key may be `none`, and a prompt may hold that word. */
const leastInData = 8
const leastInSentences = 4

const credentialHeader = /auth|key|token|secret|cookie|password/i

/** A header such as `Bearer KEY` gives the key away by its last word alone. */
function partsOf(value: string): string[] {
  return [value, ...value.split(/[\s;=,]+/)]
}

function blotter(secrets: readonly string[]): (text: string) => string {
  const spellings = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ])
  // A longer secret goes first, so that none is left in parts.
  const ordered = [...new Set(spellings)].toSorted((a, b) => b.length - a.length)
  return (text) => {
    let result = text
    for (const secret of ordered) if (result.includes(secret)) result = result.replaceAll(secret, '***')
    return result
  }
}
