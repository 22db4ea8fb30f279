import type { Asked } from '@retable/client'

/** How many wanted answers ended in which way. Every one is counted once. */
export interface OutcomeCounts {
  readonly wanted: number
  readonly answered: number
  readonly truncated: number
  /** Of those cut: within a thought, or where that cannot be told; nothing was read of them. */
  readonly cutUnread: number
  /** Refused, filtered, thought alone, or empty. */
  readonly unanswered: Readonly<Record<'refused' | 'filtered' | 'thought only' | 'empty', number>>
  /** By reason. */
  readonly failed: Readonly<Record<string, number>>
  /** What the server says of most of those that failed; null where none did. */
  readonly commonestFailure: string | null
  readonly fromStore: number
  /** The run ended before they were sent. */
  readonly notAsked: number
}

/** {@link OutcomeCounts} while answers come. */
export type CurrentCounts = Omit<OutcomeCounts, 'commonestFailure'>

/** Counts answers as they come. */
export function startOutcomeCounts(wanted: number): {
  readonly add: (answer: Asked, isStored: boolean) => void
  /** What is cheap to tell after each answer. */
  readonly current: () => CurrentCounts
  readonly result: () => OutcomeCounts
} {
  const count = { answered: 0, truncated: 0, cutUnread: 0, fromStore: 0, seen: 0 }
  const unanswered = { refused: 0, filtered: 0, 'thought only': 0, empty: 0 }
  const failed: Record<string, number> = {}
  const messages = new Map<string, number>()
  return {
    add(answer, isStored) {
      count.seen += 1
      if (isStored) count.fromStore += 1
      switch (answer.outcome) {
        case 'answered':
          count.answered += 1
          break
        case 'truncated':
          count.truncated += 1
          if (answer.cut !== 'answer') count.cutUnread += 1
          break
        case 'unanswered':
          unanswered[answer.why] += 1
          break
        case 'failed':
          failed[answer.reason] = (failed[answer.reason] ?? 0) + 1
          messages.set(answer.message, (messages.get(answer.message) ?? 0) + 1)
      }
    },
    current,
    result: () => ({ ...current(), commonestFailure: commonest(messages) }),
  }
  function current() {
    const { seen, ...rest } = count
    return { wanted, ...rest, unanswered, failed, notAsked: wanted - seen }
  }
}

/** Of texts that are equally common, the first by its letters, so that the order of answers decides nothing. */
function commonest(counts: ReadonlyMap<string, number>): string | null {
  const [first] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return first?.[0] ?? null
}

/** Answers that failed, for whatever reason. */
export function failedIn({ failed }: OutcomeCounts): number {
  return Object.values(failed).reduce((sum, each) => sum + each, 0)
}
