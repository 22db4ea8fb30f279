/** A lock that work of one kind holds at a time, however much of it. */
export interface GroupLock {
  /**
   * Waits until no other kind holds it; those who came before go first.
   *
   * @returns what lets go of it, to be called once
   * @throws the signal's reason, if it aborts before the turn comes
   */
  readonly enter: (kind: string, signal?: AbortSignal) => Promise<() => void>
}

interface Waiting {
  readonly kind: string
  readonly begin: () => void
}

/** A GPU's memory is for servers or for trainings: either takes most of it. */
export function groupLock(): GroupLock {
  let kind = ''
  let inside = 0
  const waiting: Waiting[] = []

  function leave(): void {
    inside -= 1
    if (inside === 0) admit()
  }

  /** Those in front that are of one kind. */
  function admit(): void {
    const first = waiting[0]
    if (first === undefined) return
    kind = first.kind
    while (waiting[0]?.kind === kind) {
      inside += 1
      waiting.shift()!.begin()
    }
  }

  return {
    async enter(wanted, signal) {
      signal?.throwIfAborted()
      if (inside === 0 || (kind === wanted && waiting.length === 0)) {
        kind = wanted
        inside += 1
        return once(leave)
      }
      await new Promise<void>((resolve, reject) => {
        const giveUp = () => {
          waiting.splice(waiting.indexOf(one), 1)
          reject(signal!.reason as Error)
          // Whoever stood behind may be of the kind that is inside.
          if (waiting[0]?.kind === kind) admit()
        }
        const begin = () => {
          signal?.removeEventListener('abort', giveUp)
          resolve()
        }
        const one = { kind: wanted, begin }
        waiting.push(one)
        signal?.addEventListener('abort', giveUp, { once: true })
      })
      return once(leave)
    },
  }
}

function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}
