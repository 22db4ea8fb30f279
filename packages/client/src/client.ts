import type { AskRequest } from './ask/ask-request.ts'
import type { BatchInput, BatchResults } from './batch/batch-results.ts'
import type { Asked } from './ask/asked.ts'
import type { Identity, ServerKind } from './endpoint/identity.ts'
import type { Probe } from './endpoint/probe-result.ts'
import type { Scored, ScoreRequest } from './endpoint/score-request.ts'
import type { Rewarded, RewardRequest, RewardRoute } from './rewards/reward-request.ts'
import type { Prices } from './limits/prices.ts'
import type { Notice } from './notice.ts'

/** How to ask an endpoint. */
export interface ClientOptions {
  /** Replicas of one model, up to `/v1`; each request goes to the one with the fewest outstanding. */
  readonly baseUrls: readonly string[]
  readonly apiKey?: string
  readonly model: string
  /** Sent with each request; their values are secrets. */
  readonly headers?: Readonly<Record<string, string>>
  /** `chat` if left out. */
  readonly route?: 'chat' | 'completions'
  /** Requests in flight at most: a number, or as many as the server bears (the default). */
  readonly concurrency?: number | 'adaptive'
  /** Each attempt's deadline, from its sending to its last byte; 20 minutes if left out. */
  readonly requestTimeoutMs?: number
  /** Each request's deadline, over all attempts and waits, from its first sending; an hour if left out. */
  readonly totalTimeoutMs?: number
  /** Attempts of a request at most; 5 if left out. Waits for a server that is full or loading use up none. */
  readonly tries?: number
  /**
   * Give texts as the server wrote them, with nothing taken off as a thought, and leave stop strings to the server: for
   * texts that a model is to learn from. Off if left out.
   */
  readonly verbatim?: boolean
  /** Ask for answers piece by piece, where a gateway cuts long silences. */
  readonly stream?: boolean
  /** Further fields of each request's body; they win over the client's own. */
  readonly extraBody?: Readonly<Record<string, unknown>>
  /** What serves the model, where it is known; `identify` finds it out. It decides which parameters are always sent. */
  readonly server?: ServerKind
  /** What a run may use at most. */
  readonly limits?: Limits
  /** A response longer than this is cut off and counts as failed; 10 MB if left out. */
  readonly maxAnswerBytes?: number
  readonly waits?: Partial<Waits>
  readonly onNotice?: (notice: Notice) => void
}

/** When a run of requests ends early. */
export interface AskOptions {
  /**
   * When this many requests are the first to end, and all fail alike, the run ends; 10 if left out. `Infinity` for a
   * run that asks again what failed before.
   */
  readonly firstFailures?: number
}

/** What a client may use at most; requests in flight are reckoned at their `maxTokens` before they are sent. */
export interface Limits {
  readonly maxTokensTotal?: number
  readonly maxCost?: number
  /** Needed for `maxCost`, and for `Spent.cost`. */
  readonly prices?: Prices
}

/** How long the client waits, in milliseconds. */
export interface Waits {
  /** Before the second attempt; doubled for each further one, and drawn between its half and its whole. */
  readonly first: number
  readonly longest: number
  /** How long a server may load, restart or be overloaded without one answer before the run ends. */
  readonly patience: number
  /** A wait that the server asks for is told from this length on. */
  readonly toldFrom: number
  /** Answers that are cut off at one age are told from this age on. */
  readonly cutFrom: number
  /** How long answers in flight may still come in when the run ends early. */
  readonly drain: number
}

/** What has been used, failed attempts that may have been charged included. */
export interface Spent {
  readonly promptTokens: number
  readonly completionTokens: number
  /** Some of it is reckoned from lengths. */
  readonly isEstimated: boolean
  /** In the prices' currency; left out where no prices are known. */
  readonly cost?: number
}

/** Where a client stands. */
export interface Progress {
  readonly inFlight: number
  /** Requests in flight that the client allows at the moment. */
  readonly concurrency: number
  /** Age of the oldest request in flight, in milliseconds; 0 if there is none. */
  readonly oldestMs: number
}

/** Asks one model behind one or more base URLs. */
export interface Client {
  /**
   * Asks the requests and gives their answers as they come, in no order. Prompts are read as they can be sent, so any
   * number of them takes the memory of those in flight. Leaving the loop closes what is in flight.
   *
   * @throws ClientError when no other request would fare better, after all answers that came before; the signal's
   *   reason when it aborts
   */
  ask(
    requests: AsyncIterable<AskRequest> | Iterable<AskRequest>,
    signal?: AbortSignal,
    options?: AskOptions,
  ): AsyncIterable<Asked>
  /** As `ask`, with those answers together that came in one turn of the event loop, so that they can be kept together. */
  askInPortions(
    requests: AsyncIterable<AskRequest> | Iterable<AskRequest>,
    signal?: AbortSignal,
    options?: AskOptions,
  ): AsyncIterable<readonly Asked[]>
  /**
   * Log-probabilities of given completions, by `echo` on the completions route.
   *
   * @throws ClientError `client/no-prompt-logprobs` where the server gives fewer than the prompt has tokens
   */
  score(
    requests: AsyncIterable<ScoreRequest> | Iterable<ScoreRequest>,
    signal?: AbortSignal,
    options?: AskOptions,
  ): AsyncIterable<Scored>
  /** A reward model's number for each response, one finite number; what gives none fails. */
  reward(
    requests: AsyncIterable<RewardRequest> | Iterable<RewardRequest>,
    route: RewardRoute,
    signal?: AbortSignal,
    options?: AskOptions,
  ): AsyncIterable<Rewarded>
  /**
   * What the server tells of itself before it is asked anything, which also decides what is always sent.
   *
   * @throws ClientError where it cannot be reached, or its replicas serve unlike models
   */
  identify(signal?: AbortSignal): Promise<Identity>
  /** What the server does with parameters, found out by a few short requests. */
  probe(signal?: AbortSignal): Promise<Probe>
  /**
   * The body that a request is sent as, before anything that the server's answers teach (another name for `max_tokens`,
   * answers asked for one by one); call `identify` first. For a key, leave out `n`.
   */
  bodyOf(request: AskRequest): Readonly<Record<string, unknown>>
  /** Lines of a batch file, without their line ends, that ask the requests later; `custom_id` is the request's id. */
  writeBatch(requests: AsyncIterable<AskRequest> | Iterable<AskRequest>): AsyncIterable<string>
  /**
   * Reads the results of a batch, whose rows may stand in any order and in several files.
   *
   * @throws ClientError `client/batch` for a line that is no result, and for two unlike results of one request
   */
  readBatch(options: BatchInput): Promise<BatchResults>
  /** Parameters that decide answers and are not sent, so that the server's own values hold. */
  leftToServer(): readonly string[]
  /** Base URLs, without user, password and query. */
  readonly addresses: readonly string[]
  readonly spent: Spent
  readonly progress: Progress
  close(): Promise<void>
}
