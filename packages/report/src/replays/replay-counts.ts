import type { BenchmarkReplay, ComparedCell, PaperReplayResult } from '@retable/core'
import { differsInLastDigits } from './last-digits.ts'
import { isAsExpected } from './reason-text.ts'

/** What replays found, in numbers: of a published table its figures, of a paper its cells. */
export interface ReplayCounts {
  readonly exact: number
  /** Deviate in their last digits only, and why is known. */
  readonly exactInDigits: number
  readonly explained: number
  readonly unexplained: number
  /** Cells that were looked up in another published table: those that agree with it, and those that do not. */
  readonly agrees: number
  readonly differsExplained: number
  readonly differsUnexplained: number
  /** Published rows of a table, or a paper's cells. */
  readonly notRecomputed: number
  /** Published tables that could not be had, so that nobody knows their rows. */
  readonly tablesNotHad: number
  /** Of them, those that a file is lacking for which this machine should have had. */
  readonly unavailable: number
}

/** Counts the figures of a benchmark's published tables. */
export function benchmarkCounts({ rows, notRecomputed }: BenchmarkReplay): ReplayCounts {
  const deviating = rows.filter(({ verdict }) => verdict === 'deviates')
  const explained = deviating.filter(({ cause }) => cause !== null)
  const late = explained.filter(differsInLastDigits)
  return {
    ...nothing,
    exact: rows.length - deviating.length,
    exactInDigits: late.length,
    explained: explained.length - late.length,
    unexplained: deviating.length - explained.length,
    notRecomputed: notRecomputed.filter(({ isWholeTable }) => isWholeTable !== true).length,
    tablesNotHad: notRecomputed.filter(({ isWholeTable }) => isWholeTable === true).length,
    unavailable: notRecomputed.filter(({ pinned }) => pinned).length,
  }
}

/** Counts a paper's cells. A known difference that is gone counts as one without explanation, as in the exit code. */
export function paperCounts({ rows, notRecomputed }: PaperReplayResult): ReplayCounts {
  const left = (isPinned: boolean) =>
    notRecomputed
      .filter(({ pinned }) => pinned || !isPinned)
      .reduce((sum, { cells }) => sum + cells.length, 0)
  const ours = rows.filter(({ from }) => from === 'outputs')
  const looked = rows.filter(({ from }) => from === 'leaderboard')
  const agreeing = (all: readonly ComparedCell[]) => all.filter(isAsExpected).length
  const explained = (all: readonly ComparedCell[]) => all.filter(({ cause }) => cause !== null).length
  return {
    ...nothing,
    exact: agreeing(ours),
    explained: explained(ours),
    unexplained: ours.length - agreeing(ours) - explained(ours),
    agrees: agreeing(looked),
    differsExplained: explained(looked),
    differsUnexplained: looked.length - agreeing(looked) - explained(looked),
    notRecomputed: left(false),
    unavailable: left(true),
  }
}

const nothing: ReplayCounts = {
  exact: 0,
  exactInDigits: 0,
  explained: 0,
  unexplained: 0,
  agrees: 0,
  differsExplained: 0,
  differsUnexplained: 0,
  notRecomputed: 0,
  tablesNotHad: 0,
  unavailable: 0,
}

/** What one name's replay found; a name that is both a benchmark and a paper has two. */
export interface NamedCounts {
  readonly name: string
  readonly kind: 'benchmark' | 'paper'
  readonly counts: ReplayCounts
}

/** The sum of several replays' counts. */
export function totalOf(all: readonly NamedCounts[]): ReplayCounts {
  const keys = Object.keys(nothing) as (keyof ReplayCounts)[]
  const sum = (key: keyof ReplayCounts) => all.reduce((total, { counts }) => total + counts[key], 0)
  return Object.fromEntries(keys.map((key) => [key, sum(key)])) as unknown as ReplayCounts
}
