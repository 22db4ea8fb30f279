import { LinkedList, type Place } from '../linked-list.ts'

type Listener = (reason: Error) => void

/**
 * One switch for many requests. An AbortSignal would do the same, but adding and removing listeners on it costs more
 * than sending a request.
 */
export class Cancel {
  #reason: Error | undefined
  #isAborted = false
  readonly #listeners = new LinkedList<Listener>()

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
    const listeners = this.#listeners
    for (let place = listeners.takeFirst(); place; place = listeners.takeFirst()) place.value(reason)
  }

  /** Calls the listener when it is aborted; at once, and with no place to give back, if it has been. */
  add(listener: Listener): Place<Listener> | undefined {
    if (!this.#isAborted) return this.#listeners.add(listener)
    listener(this.#reason!)
    return undefined
  }

  delete(place: Place<Listener> | undefined): void {
    if (place) this.#listeners.delete(place)
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
        this.delete(place)
        resolve()
      }, ms)
      const place = this.add(onAbort)
    })
  }
}
