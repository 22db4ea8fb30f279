import type { TokenLogProb } from '../answer/token-log-prob.ts'
import type { Usage } from '../answer/usage.ts'

/** How one wanted answer ended. Every request ends in as many of these as it wanted answers. */
export type Asked = Answered | Truncated | Unanswered | Failed

/** All that ended with a response: results, worth keeping; asking again would be another draw. */
export type Result = Answered | Truncated | Unanswered

interface Sending {
  /** The request's. */
  readonly id: string
  /** Which of the request's answers, from 0. */
  readonly choice: number
  /** Times that it was sent. */
  readonly attempts: number
  /** When the last attempt was sent, in milliseconds since 1970; 0 if it never was. */
  readonly sentAt: number
  /** From the last sending to its end, in milliseconds. */
  readonly ms: number
  /** The JSON text that was sent last, with secrets blotted. */
  readonly body: string
}

interface Response extends Sending {
  /** What is graded: without thought, and cut at the first stop string. */
  readonly text: string
  /** The model's thought, taken off the answer; left out where there is none. */
  readonly thought?: string
  /** As the server gave it. */
  readonly finishReason?: string
  /** Of this answer, thought included; an estimate where several came together or the server counts none. */
  readonly tokens: number
  readonly usage: Usage
  /** Of every token that the model wrote, thought and stop strings included. */
  readonly logProbs?: readonly TokenLogProb[]
  readonly server: ServerNames
}

/** What a server calls itself in a response, as it gave it; a model's name that only comes back proves nothing. */
export interface ServerNames {
  /** Base URL that answered, without user, password and query. */
  readonly url: string
  readonly model?: string
  readonly fingerprint?: string
  readonly provider?: string
  readonly id?: string
}

/** A whole answer. */
export interface Answered extends Response {
  readonly outcome: 'answered'
}

/** Cut by the limit of tokens. */
export interface Truncated extends Response {
  readonly outcome: 'truncated'
  /**
   * What was cut: the answer, or the thought before it (then `text` is empty). `unknown` where the text has no mark of
   * a thought, and no whole answer of this client had yet shown whether the model's template opens one.
   */
  readonly cut: 'answer' | 'thought' | 'unknown'
}

/** The server did its work, and there is no answer; `text` is what was written instead, such as a refusal. */
export interface Unanswered extends Response {
  readonly outcome: 'unanswered'
  readonly why: 'refused' | 'filtered' | 'thought only' | 'empty'
}

/** Given up; asked again by the next run. */
export interface Failed extends Sending {
  readonly outcome: 'failed'
  readonly reason: FailureReason
  /** The server's own message, or what broke, with secrets blotted. */
  readonly message: string
  readonly status?: number
}

/** Why an item failed. */
export type FailureReason =
  | 'bad request'
  | 'prompt too long'
  | 'server error'
  | 'rate limit'
  | 'overloaded'
  | 'unreachable'
  | 'timeout'
  | 'connection lost'
  | 'unreadable'
  | 'no choices'
  | 'answer too large'
