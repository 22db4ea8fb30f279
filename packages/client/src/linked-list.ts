/** A value's place in a list. */
export interface Place<T> {
  readonly value: T
  previous: Place<T> | undefined
  next: Place<T> | undefined
  isOut: boolean
}

/**
 * Values in the order in which they came, each of which can be taken out at once. A Set does the same, but V8 links each
 * table that it has outgrown to the next one: when one of them is old, all that stood in a later one, as a request with
 * its answer does, stays in memory until a full collection.
 */
export class LinkedList<T> {
  #first: Place<T> | undefined
  #last: Place<T> | undefined
  #size = 0

  get size(): number {
    return this.#size
  }

  /** The value that came first of those that are there. */
  get first(): T | undefined {
    return this.#first?.value
  }

  /** Takes out what came first. */
  takeFirst(): Place<T> | undefined {
    const place = this.#first
    if (place) this.delete(place)
    return place
  }

  add(value: T): Place<T> {
    const place: Place<T> = { value, previous: this.#last, next: undefined, isOut: false }
    if (this.#last) this.#last.next = place
    else this.#first = place
    this.#last = place
    this.#size += 1
    return place
  }

  /** Takes a value out; one that is out already stays out. */
  delete(place: Place<T>): void {
    if (place.isOut) return
    const { previous, next } = place
    if (previous) previous.next = next
    else this.#first = next
    if (next) next.previous = previous
    else this.#last = previous
    // An old place must not keep those that came after it.
    place.previous = undefined
    place.next = undefined
    place.isOut = true
    this.#size -= 1
  }
}
