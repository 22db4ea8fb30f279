import type { Asked } from '../ask/asked.ts'

/** Answers counted by how they ended and by who gave them. */
export interface OutcomeTally {
  readonly answered: number
  readonly truncated: number
  /** Of the truncated ones, those that were cut before any answer. */
  readonly cutInThought: number
  readonly refused: number
  readonly filtered: number
  readonly thoughtOnly: number
  readonly empty: number
  readonly failed: number
  /** Failures by their message, the commonest first; at most ten. */
  readonly failures: readonly Counted[]
  /** Names that the server gave, the commonest first; answers without one count under an empty name. */
  readonly models: readonly Counted[]
  readonly fingerprints: readonly Counted[]
  readonly providers: readonly Counted[]
}

interface Counted {
  readonly name: string
  readonly count: number
}

/** Names that are told apart; all others count as one. */
const mostNames = 1000

/** Counts answers as they come, in bounded memory. */
export function tallyOutcomes(): { add(asked: Asked): void; readonly tally: OutcomeTally } {
  const ends = new Map<string, number>()
  const failures = new Map<string, number>()
  const names = {
    models: new Map<string, number>(),
    fingerprints: new Map<string, number>(),
    providers: new Map<string, number>(),
  }
  const of = (end: string) => ends.get(end) ?? 0
  return {
    add(asked) {
      count(ends, asked.outcome === 'unanswered' ? asked.why : asked.outcome)
      if (asked.outcome === 'failed') return count(failures, `${asked.reason}: ${asked.message}`)
      if (asked.outcome === 'truncated' && asked.cut === 'thought') count(ends, 'cut in thought')
      count(names.models, asked.server.model ?? '')
      count(names.fingerprints, asked.server.fingerprint ?? '')
      count(names.providers, asked.server.provider ?? '')
    },
    get tally() {
      return {
        answered: of('answered'),
        truncated: of('truncated'),
        cutInThought: of('cut in thought'),
        refused: of('refused'),
        filtered: of('filtered'),
        thoughtOnly: of('thought only'),
        empty: of('empty'),
        failed: of('failed'),
        failures: sorted(failures).slice(0, 10),
        models: sorted(names.models),
        fingerprints: sorted(names.fingerprints),
        providers: sorted(names.providers),
      }
    },
  }
}

function count(counts: Map<string, number>, name: string): void {
  const key = counts.has(name) || counts.size < mostNames ? name : 'others'
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function sorted(counts: ReadonlyMap<string, number>): Counted[] {
  return [...counts].map(([name, count]) => ({ name, count })).toSorted((a, b) => b.count - a.count)
}
