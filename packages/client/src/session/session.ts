import type { OpensThought } from '../answer/outcome.ts'
import type { ClientOptions, Limits, Waits } from '../client.ts'
import type { ServerKind } from '../endpoint/identity.ts'
import { misuse } from '../errors.ts'
import { watchAges, type AgeWatch } from '../failure/same-age.ts'
import { Ledger } from '../limits/ledger.ts'
import type { Notice } from '../notice.ts'
import { startPace } from '../pace/adaptive.ts'
import { Gate } from '../pace/gate.ts'
import { parseBaseUrl, type BaseUrl } from '../transport/base-url.ts'
import { openReplica, type Replica } from '../transport/replica.ts'
import { blotSecrets, type Blot } from '../transport/secrets.ts'

/** A client's state, for all that it asks. */
export interface Session {
  readonly settings: Settings
  readonly replicas: readonly Replica[]
  readonly gate: Gate
  readonly blot: Blot
  readonly ledger: Ledger
  readonly ages: AgeWatch
  readonly learned: Learned
  /** Tells a person, once a kind. */
  readonly tell: (notice: Notice) => void
}

/** A client's options, all present. */
export interface Settings {
  readonly model: string
  readonly route: 'chat' | 'completions'
  readonly requestTimeoutMs: number
  readonly totalTimeoutMs: number
  readonly tries: number
  readonly stream: boolean
  readonly verbatim: boolean
  readonly extraBody: Readonly<Record<string, unknown>>
  readonly maxAnswerBytes: number
  readonly limits: Limits
  readonly waits: Waits
}

/** What the server's answers have taught. */
export interface Learned {
  server: ServerKind
  maxTokensName: 'max_tokens' | 'max_completion_tokens'
  givesFewerChoices: boolean
  /** Whether the model's template opens a thought, as whole answers showed it; undefined as long as none has. */
  opensThought: OpensThought
  /** Fields that decide no answer, and that the server does not take. */
  readonly dropped: Set<string>
}

const defaultWaits: Waits = {
  first: 500,
  longest: 20_000,
  patience: 10 * 60_000,
  toldFrom: 10_000,
  cutFrom: 5000,
  drain: 10_000,
}

/** Most requests in flight that an adaptive client tries. */
const mostAdaptive = 512

/** @throws ClientError `client/options` */
export function openSession(options: ClientOptions): Session {
  const { apiKey, headers = {}, concurrency = 'adaptive', limits = {}, onNotice } = options
  if (options.baseUrls.length === 0) throw misuse('a client needs a base URL')
  if (limits.maxCost !== undefined && !limits.prices) throw misuse('a limit of cost needs prices')
  if (concurrency !== 'adaptive' && !(Number.isInteger(concurrency) && concurrency >= 1)) {
    throw misuse(`concurrency must be a whole number from 1 or adaptive, and is ${concurrency}`)
  }
  const urls = options.baseUrls.map(parseBaseUrl)
  const settings: Settings = {
    model: options.model,
    route: options.route ?? 'chat',
    requestTimeoutMs: options.requestTimeoutMs ?? 20 * 60_000,
    totalTimeoutMs: options.totalTimeoutMs ?? 60 * 60_000,
    tries: options.tries ?? 5,
    stream: options.stream ?? false,
    verbatim: options.verbatim ?? false,
    extraBody: options.extraBody ?? {},
    maxAnswerBytes: options.maxAnswerBytes ?? 10_000_000,
    limits,
    waits: { ...defaultWaits, ...options.waits },
  }
  const connectMs = Math.min(10_000, settings.requestTimeoutMs)
  const blot = blotSecrets({ apiKey, headers, urls })
  const told = new Set<Notice['kind']>()
  return {
    settings,
    replicas: urls.map((url) =>
      openReplica(url, { connectMs, headers: requestHeaders(url, apiKey, headers) }),
    ),
    gate: new Gate(
      concurrency === 'adaptive'
        ? startPace({ first: 16, most: mostAdaptive, tolerance: 2 })
        : startPace({ first: concurrency, most: concurrency, tolerance: Infinity }),
    ),
    blot,
    ledger: new Ledger(limits),
    ages: watchAges(settings.waits.cutFrom),
    learned: {
      server: options.server ?? 'unknown',
      maxTokensName: 'max_tokens',
      givesFewerChoices: false,
      opensThought: undefined,
      dropped: new Set(),
    },
    tell({ kind, text }) {
      if (told.has(kind)) return
      told.add(kind)
      onNotice?.({ kind, text: blot.sentence(text) })
    },
  }
}

function requestHeaders(
  { user }: BaseUrl,
  apiKey: string | undefined,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  const basic = user && `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`
  const authorization = apiKey === undefined ? basic : `Bearer ${apiKey}`
  const result: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'user-agent': 'retable',
    ...(authorization !== undefined && { authorization }),
  }
  for (const [name, value] of Object.entries(extra)) result[name.toLowerCase()] = value
  for (const [name, value] of Object.entries(result)) requireSendable(name, value)
  return result
}

/** @throws ClientError `client/options` for a header that cannot be sent, with nothing of its value */
function requireSendable(name: string, value: string): void {
  if (headerName.test(name) && headerValue.test(value)) return
  const what = name === 'authorization' ? 'the key' : `the header ${name}`
  throw misuse(`${what} cannot be sent: it has a line end, or another character that no header may have`)
}

// RFC 9110, sections 5.1 and 5.5; node:http has the same rules, and loads Node's own fetch with them.
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/
