import type { LogVariant, OutputRow, ReadRow } from '@retable/core'
import { reducedScores, startEpochTally } from './epoch-scores.ts'

/** What a log states of itself. */
export type LogRow = Extract<ReadRow, { kind: 'log' }>
type RepeatRow = Extract<ReadRow, { kind: 'repeat' }>

/** What a log states of itself, beside what was found in it. */
export interface LogComparison {
  /** The program's name of what was asked; null if it is not known. */
  readonly task: string | null
  /** Null where the program keeps none. */
  readonly status: string | null
  /** What is counted: documents, or samples of them. */
  readonly unit: LogRow['unit']
  /** How many were scored. */
  readonly found: number
  /** How many there should be; null if nothing says. */
  readonly stated: number | null
  /** Fewer than stated, or of a run that did not end well; null if nothing says. */
  readonly isPartial: boolean | null
  readonly scores: readonly LogScore[]
  /** How its task was asked, by the names that a reader knows; absent where nothing says. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** One score of the program's own, for instance "exact_match,strict-match". */
export interface LogScore {
  readonly name: string
  /** How an item's samples became one score there, where it was not by their mean. */
  readonly reducer?: string
  /** The variant that makes it; null if none is known to. */
  readonly variant: string | null
  /** Over the whole run, as the log states it. */
  readonly stated: number | null
  /**
   * Mean over the rows of this file that have it, and their number; with a reducer over the items. Null where what the
   * reducer does is not known.
   */
  readonly value: number | null
  readonly n: number
  /** Of those rows, or items, the ones whose score the variant gives too. */
  readonly agreeing: number
}

/** The variant that makes a score of a task; undefined if none is known to. */
export function logVariant(
  variants: readonly LogVariant[],
  task: string | undefined,
  score: string,
): string | undefined {
  const fits = (one: LogVariant) => one.score === score && (task ?? '').startsWith(one.task ?? '')
  return variants.find(fits)?.variant
}

/** Collects a log's own scores beside the variant's. */
export interface LogTally {
  readonly state: (row: LogRow) => void
  /** Counts a row of outputs and keeps what its first output scored, for repeats of it. */
  readonly add: (row: OutputRow, score: number) => void
  readonly repeat: (row: RepeatRow) => void
  readonly log: () => LogRow | undefined
  readonly result: () => LogComparison | undefined
}

/** An empty {@link LogTally}; its result is undefined until a log states itself. */
export function startLogTally(variants: readonly LogVariant[] = []): LogTally {
  let log: LogRow | undefined
  let found = 0
  const scoreOf = new Map<number, Map<string | number, number>>()
  const epochs = startEpochTally()
  const sums = new Map<string, { sum: number; n: number; agreeing: number }>()
  const compare = (score: number, logScores: Readonly<Record<string, number>>) => {
    for (const [name, value] of Object.entries(logScores)) {
      const { sum, n, agreeing } = sums.get(name) ?? { sum: 0, n: 0, agreeing: 0 }
      sums.set(name, { sum: sum + value, n: n + 1, agreeing: agreeing + (value === score ? 1 : 0) })
    }
  }
  return {
    state(row) {
      log = row
    },
    add({ id, part, logScores = {} }, score) {
      found += 1
      if (log === undefined) return
      // Only documents come again under another filter.
      if (id !== undefined && part?.kind === 'task') {
        const ofTask = scoreOf.get(part.index) ?? new Map<string | number, number>()
        scoreOf.set(part.index, ofTask.set(id, score))
      }
      compare(score, logScores)
      if (log.reduced !== undefined && id !== undefined) epochs.add(id, score, logScores)
    },
    repeat({ id, part, logScores }) {
      const score = part && scoreOf.get(part.index)?.get(id)
      if (score !== undefined) compare(score, logScores)
    },
    log: () => log,
    result() {
      if (log === undefined) return undefined
      const { status, rows, scores, settings } = log
      const endedBadly = status !== undefined && status !== 'success'
      return {
        task: log.task ?? null,
        status: status ?? null,
        ...(settings === undefined ? {} : { settings }),
        unit: log.unit,
        found,
        stated: rows ?? null,
        isPartial: endedBadly || (rows === undefined ? null : found < rows),
        scores: [...sums].flatMap(([name, { sum, n, agreeing }]) => {
          const variant = logVariant(variants, log?.task, name) ?? null
          const mean = {
            name,
            variant,
            stated: scores[name] ?? null,
            value: sum / n,
            n,
            agreeing,
          }
          const reduced = (log?.reduced ?? []).filter((one) => one.name === name)
          return [
            mean,
            ...reduced.map(({ reducer, value: stated }) => ({
              name,
              variant,
              ...reducedScores(epochs.of(name), reducer),
              stated,
            })),
          ]
        }),
      }
    },
  }
}
