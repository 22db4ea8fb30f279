import type { AskRequest } from '../ask/ask-request.ts'
import type { Asked } from '../ask/asked.ts'

/** A batch's results, and what they are results of. */
export interface BatchInput {
  /** Lines of the output file and of the error file. */
  readonly lines: AsyncIterable<string> | Iterable<string>
  readonly requests: Iterable<AskRequest>
}

/** What came of a batch. */
export interface BatchResults {
  readonly asked: readonly Asked[]
  /** Requests without a result, and those that expired or were cancelled: still to be asked. */
  readonly notAsked: readonly string[]
  /** Rows of other requests than these, such as of an older prompt. */
  readonly strangers: readonly string[]
}
