import { ClientError } from '../errors.ts'
import type { FailureReason } from '../ask/asked.ts'
import { Cancel } from '../transport/cancel.ts'

/** One run of requests: how it ends early. */
export class RunState {
  /** Closes what is in flight. */
  readonly cancel = new Cancel()
  /** Ends what waits to be sent. */
  readonly ending = new Cancel()
  readonly #most: number
  #fatal: ClientError | undefined
  #ended = 0
  #firstReason: FailureReason | undefined
  #alike = true

  constructor({ firstFailures = 10 }: { readonly firstFailures?: number | undefined }) {
    this.#most = firstFailures
    this.cancel.add((reason) => this.ending.abort(reason))
  }

  /** Why no more is sent. */
  get fatal(): ClientError | undefined {
    return this.#fatal
  }

  /** Sends nothing more; what is in flight may still come in for a while. */
  end(error: ClientError, drainMs: number): void {
    if (this.#fatal) return
    this.#fatal = error
    this.ending.abort(error)
    const timer = setTimeout(() => this.cancel.abort(error), drainMs)
    timer.unref()
    this.cancel.add(() => clearTimeout(timer))
  }

  /** @throws what ended the run */
  check(): void {
    if (this.ending.isAborted) throw this.ending.reason
  }

  /** @throws ClientError `client/all-fail` when the first requests have all failed alike */
  count(failure: { readonly reason: FailureReason; readonly message: string } | undefined): void {
    if (!this.#alike || this.#ended >= this.#most) return
    this.#ended += 1
    this.#firstReason ??= failure?.reason
    this.#alike = failure !== undefined && failure.reason === this.#firstReason
    if (this.#alike && this.#ended === this.#most) {
      throw new ClientError(
        `the first ${this.#most} requests have all failed (${failure!.reason}): ${failure!.message}`,
        { code: 'client/all-fail', kind: 'environment' },
      )
    }
  }
}
