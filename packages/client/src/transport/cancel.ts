/**
 * One switch for many requests. An AbortSignal would do the same, but adding and removing listeners on it costs more
 * than sending a request.
 */
export class Cancel {
  #reason: Error | undefined
  #isAborted = false
  readonly #listeners = new Set<(reason: Error) => void>()

  get isAborted(): boolean {
    return this.#isAborted
  }

  get reason(): Error | undefined {
    return this.#reason
  }

  abort(reason: Error): void {
    if (this.#isAborted) return
    this.#isAborted = true
    this.#reason = reason
    for (const listener of this.#listeners) listener(reason)
    this.#listeners.clear()
  }

  add(listener: (reason: Error) => void): void {
    if (this.#isAborted) listener(this.#reason!)
    else this.#listeners.add(listener)
  }

  delete(listener: (reason: Error) => void): void {
    this.#listeners.delete(listener)
  }

  /**
   * Waits.
   *
   * @throws the reason of an abort
   */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (reason: Error) => {
        clearTimeout(timer)
        reject(reason)
      }
      const timer = setTimeout(() => {
        this.delete(onAbort)
        resolve()
      }, ms)
      this.add(onAbort)
    })
  }
}
