import type { Clock } from '@retable/runtimes'

/** Simulated time, in milliseconds, with what is to happen at which moment. */
export interface Events extends Clock {
  /** @returns what takes it back */
  readonly after: (ms: number, happen: () => void) => () => void
}

interface Event {
  readonly time: number
  readonly order: number
  happen: (() => void) | undefined
}

/** A clock that goes on when it is waited for, event by event. */
export function events(): Events {
  const heap: Event[] = []
  let now = 0
  let made = 0
  const isEarlier = (a: Event, b: Event) => a.time < b.time || (a.time === b.time && a.order < b.order)

  function push(event: Event): void {
    let at = heap.push(event) - 1
    for (let parent = (at - 1) >> 1; at > 0 && isEarlier(event, heap[parent]!); parent = (at - 1) >> 1) {
      heap[at] = heap[parent]!
      heap[(at = parent)] = event
    }
  }

  function pop(): Event {
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return first
    heap[0] = last
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      if (left >= heap.length) break
      const child = right < heap.length && isEarlier(heap[right]!, heap[left]!) ? right : left
      if (!isEarlier(heap[child]!, last)) break
      heap[at] = heap[child]!
      heap[(at = child)] = last
    }
    return first
  }

  return {
    now: () => now,
    after(ms, happen) {
      const event: Event = { time: now + ms, order: made++, happen }
      push(event)
      return () => (event.happen = undefined)
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      const end = now + ms
      while (heap.length > 0 && heap[0]!.time <= end) {
        const { time, happen } = pop()
        now = time
        happen?.()
      }
      now = end
      // What waits for files goes on.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
