import { reduceEpochs } from './reduce-epochs.ts'

/** An item's samples: what the variant gives each, and what the log does. */
interface Samples {
  readonly own: number[]
  readonly ofLog: number[]
}

/** Collects the scores of an item's samples, for reducers that need them together. */
export interface EpochTally {
  readonly add: (item: string | number, score: number, logScores: Readonly<Record<string, number>>) => void
  /** The samples of every item that have a score of this name. */
  readonly of: (name: string) => readonly Samples[]
}

/** An empty {@link EpochTally}. */
export function startEpochTally(): EpochTally {
  const scores = new Map<string, Map<string, Samples>>()
  return {
    add(item, score, logScores) {
      for (const [name, value] of Object.entries(logScores)) {
        const items = scores.get(name) ?? new Map<string, Samples>()
        scores.set(name, items)
        const samples = items.get(String(item)) ?? { own: [], ofLog: [] }
        items.set(String(item), samples)
        samples.own.push(score)
        samples.ofLog.push(value)
      }
    },
    of: (name) => [...(scores.get(name)?.values() ?? [])],
  }
}

/** The mean of what a reducer makes of the log's scores, and on how many items the variant's come to the same. */
export function reducedScores(items: readonly Samples[], reducer: string) {
  const both = items.flatMap(({ own, ofLog }) => {
    const [ours, theirs] = [reduceEpochs(reducer, own), reduceEpochs(reducer, ofLog)]
    return ours === undefined || theirs === undefined ? [] : [{ ours, theirs }]
  })
  const n = both.length
  return {
    reducer,
    value: n === 0 ? null : both.reduce((sum, { theirs }) => sum + theirs, 0) / n,
    n,
    agreeing: both.filter(({ ours, theirs }) => ours === theirs).length,
  }
}
