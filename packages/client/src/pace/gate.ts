import type { Cancel } from '../transport/cancel.ts'
import { nextPace, type Pace } from './adaptive.ts'

/** Lets as many requests be in flight as the pace allows, the longest waiting first. */
export class Gate {
  #pace: Pace
  readonly #waiting = new Set<() => void>()
  readonly #sentAt = new Map<object, number>()

  constructor(pace: Pace) {
    this.#pace = pace
  }

  get limit(): number {
    return this.#pace.limit
  }

  get inFlight(): number {
    return this.#sentAt.size
  }

  /** When the oldest request in flight was sent; undefined if there is none. */
  get oldest(): number | undefined {
    return this.#sentAt.values().next().value
  }

  /**
   * Waits for a place.
   *
   * @throws the reason of a cancel
   */
  enter(ticket: object, cancel: Cancel): Promise<void> | undefined {
    if (this.#sentAt.size < this.#pace.limit && this.#waiting.size === 0) {
      this.#sentAt.set(ticket, performance.now())
      return undefined
    }
    return new Promise((resolve, reject) => {
      const onCancel = (reason: Error) => {
        this.#waiting.delete(start)
        reject(reason)
      }
      const start = () => {
        cancel.delete(onCancel)
        this.#sentAt.set(ticket, performance.now())
        resolve()
      }
      this.#waiting.add(start)
      cancel.add(onCancel)
    })
  }

  /** Gives the place back, with what the end of the request says of the server. */
  leave(ticket: object, end: 'answered' | 'full' | 'other'): void {
    const sentAt = this.#sentAt.get(ticket)
    if (sentAt === undefined) return
    if (end !== 'other') {
      const inFlight = this.#sentAt.size
      this.#pace = nextPace(this.#pace, { kind: end, sentAt, at: performance.now(), inFlight })
    }
    this.#sentAt.delete(ticket)
    for (const start of this.#waiting) {
      if (this.#sentAt.size >= this.#pace.limit) break
      this.#waiting.delete(start)
      start()
    }
  }
}
