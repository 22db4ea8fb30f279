import type { KnownCause } from '../judge/judge-benchmark.ts'
import type { KnownDifference, ReplayedCell } from '../paper/paper-replay.ts'

/** A cell that agrees with another published table is not thereby recomputed: only outputs make it `exact`. */
export type CellVerdict = 'exact' | 'deviates' | 'agrees with the leaderboard' | 'differs from it'

/** A reported cell beside what it was recomputed as. */
export interface ComparedCell {
  readonly cell: string
  readonly table: string
  readonly row: string
  readonly column: string
  readonly metric: string
  readonly version: string
  readonly unit: string
  /** As printed. */
  readonly reported: string
  /** Whether what is reported was read in what others wrote about the paper. */
  readonly secondHand: boolean
  readonly readFrom: string
  /** In the reported number's decimals. */
  readonly measured: string
  /** In all digits, or as the other table prints it. */
  readonly value: number | string
  readonly from: ReplayedCell['from']
  /** What it was recomputed from. */
  readonly source: string
  readonly verdict: CellVerdict
  /** Measured − reported, in the cell's unit; null where it is no number. */
  readonly difference: number | null
  /** Why it differs, where that is known and the cause yields this very value. */
  readonly cause: KnownCause | null
  /** The difference that the paper's package names, where the value is not the one that its cause yields. */
  readonly refutedCause: Pick<KnownDifference, 'reason' | 'gives'> | null
}

/** Cells that were not recomputed for one reason. */
export interface CellsNotRecomputed {
  readonly reason: string
  readonly cells: readonly string[]
  /** They could have been, with a file that this machine should have had. */
  readonly pinned: boolean
}

/** What the replay of a paper finds. */
export interface PaperReplayResult {
  readonly name: string
  readonly kind: 'paper'
  /** What was recomputed from; empty where nothing can be. */
  readonly source: string
  readonly rows: readonly ComparedCell[]
  readonly notRecomputed: readonly CellsNotRecomputed[]
}
