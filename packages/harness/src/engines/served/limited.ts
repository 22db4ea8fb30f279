/** Lets so many at once do their work; the others wait in the order in which they came. */
export interface Limited {
  /** @throws the signal's reason, if it aborts before the turn comes */
  readonly run: <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>
}

/** A limit of work side by side. */
export function limited(most: number): Limited {
  let running = 0
  const waiting: (() => void)[] = []
  const turn = (signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = () => {
        waiting.splice(waiting.indexOf(begin), 1)
        reject(signal!.reason as Error)
      }
      waiting.push(begin)
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  return {
    async run(work, signal) {
      signal?.throwIfAborted()
      if (running < most) running += 1
      else await turn(signal)
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        // The next one takes this one's place.
        if (next === undefined) running -= 1
        else next()
      }
    },
  }
}
