/**
 * One switch for many requests. An AbortSignal would do the same, but adding and removing listeners on it costs more
 * than sending a request.
 */
export class Cancel {
  #reason: unknown
  #isAborted = false
  readonly #listeners = new Set<(reason: unknown) => void>()

  get isAborted(): boolean {
    return this.#isAborted
  }

  get reason(): unknown {
    return this.#reason
  }

  abort(reason: unknown): void {
    if (this.#isAborted) return
    this.#isAborted = true
    this.#reason = reason
    for (const listener of this.#listeners) listener(reason)
    this.#listeners.clear()
  }

  add(listener: (reason: unknown) => void): void {
    if (this.#isAborted) listener(this.#reason)
    else this.#listeners.add(listener)
  }

  delete(listener: (reason: unknown) => void): void {
    this.#listeners.delete(listener)
  }

  /**
   * Waits.
   *
   * @throws the reason of an abort
   */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (reason: unknown) => {
        clearTimeout(timer)
        reject(reason as Error)
      }
      const timer = setTimeout(() => {
        this.delete(onAbort)
        resolve()
      }, ms)
      this.add(onAbort)
    })
  }
}

/** Links a switch to a signal, as long as it is not disposed of. */
export function linked(cancel: Cancel, signal: AbortSignal | undefined): Disposable {
  const onAbort = () => cancel.abort(signal!.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort)
  return { [Symbol.dispose]: () => signal?.removeEventListener('abort', onAbort) }
}
