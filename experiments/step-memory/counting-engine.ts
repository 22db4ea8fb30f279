import { setImmediate as turn } from 'node:timers/promises'
import type { Engine } from '@retable/core'

/** Characters of a completion. */
const length = 2000

/** Completions that an engine has ready at once. */
const batch = 256

const filler = 'two more come and one goes, '.repeat(Math.ceil(length / 28))

/** An engine whose completions are as long as asked for and told apart by the name of their stream alone. */
export const countingEngine: Engine = {
  identity: { engine: 'counting', length },
  promises: { bitForBit: true, logProbabilities: false },
  async *generate(_model, { requests }, signal) {
    for (let start = 0; start < requests.length; start += batch) {
      // As while a real engine works, timers run between batches: a lease is renewed by one.
      await turn(undefined, { signal })
      yield requests.slice(start, start + batch).map(({ stream }, i) => ({
        index: start + i,
        completion: {
          text: `${stream}: ${filler}`.slice(0, length),
          tokens: length / 4,
          finishReason: 'stop' as const,
        },
      }))
    }
  },
  close: () => Promise.resolve(),
}
