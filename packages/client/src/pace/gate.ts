import { LinkedList, type Place } from '../linked-list.ts'
import type { Cancel } from '../transport/cancel.ts'
import { nextPace, type Pace } from './adaptive.ts'

/** Who goes through a gate. */
export interface Ticket {
  /** With the time at which it was let in. */
  place?: Place<number>
}

/** Lets as many requests be in flight as the pace allows, the longest waiting first. */
export class Gate {
  #pace: Pace
  readonly #waiting = new Set<() => void>()
  readonly #inFlight = new LinkedList<number>()

  constructor(pace: Pace) {
    this.#pace = pace
  }

  get limit(): number {
    return this.#pace.limit
  }

  get inFlight(): number {
    return this.#inFlight.size
  }

  /** When the oldest request in flight was sent; undefined if there is none. */
  get oldest(): number | undefined {
    return this.#inFlight.first
  }

  /**
   * Waits for a place.
   *
   * @throws the reason of a cancel
   */
  enter(ticket: Ticket, cancel: Cancel): Promise<void> | undefined {
    if (this.#inFlight.size < this.#pace.limit && this.#waiting.size === 0) {
      ticket.place = this.#inFlight.add(performance.now())
      return undefined
    }
    return new Promise((resolve, reject) => {
      const start = () => {
        cancel.delete(place)
        ticket.place = this.#inFlight.add(performance.now())
        resolve()
      }
      this.#waiting.add(start)
      const place = cancel.add((reason) => {
        this.#waiting.delete(start)
        reject(reason)
      })
    })
  }

  /** Gives the place back, with what the end of the request says of the server. */
  leave(ticket: Ticket, end: 'answered' | 'full' | 'other'): void {
    const { place } = ticket
    if (place === undefined || place.isOut) return
    if (end !== 'other') {
      const inFlight = this.#inFlight.size
      this.#pace = nextPace(this.#pace, { kind: end, sentAt: place.value, at: performance.now(), inFlight })
    }
    this.#inFlight.delete(place)
    for (const start of this.#waiting) {
      if (this.#inFlight.size >= this.#pace.limit) break
      this.#waiting.delete(start)
      start()
    }
  }
}
