import type { ReadAsset } from '../judge/judge-benchmark.ts'
import type { ReportedCell } from './paper.ts'

/** A reported cell that was recomputed. */
export interface ReplayedCell {
  readonly cell: string
  /** In the cell's unit. A text is a number as another table prints it, and is compared with all its roundings. */
  readonly value: number | string
  /** What it was made of: the paper's own released outputs, or another published table that must agree with it. */
  readonly from: 'outputs' | 'leaderboard'
  readonly source: string
  /** Set where it is known that the value differs from the cell. */
  readonly known?: KnownDifference
}

/** A difference whose cause is known. Only the value that the cause yields is explained by it. */
export interface KnownDifference {
  readonly reason: string
  /** That value, in the decimals in which it is certain. */
  readonly gives: string
  /** Set where the cause was found by the very cell that it explains, so that this cell is no evidence for it. */
  readonly isFitted?: true
}

/** Cells that are recomputed from the same files: where one of these lacks, no other cell is left out. */
export interface ReplayGroup {
  /** Ids of the cells that it gives, all of them. */
  readonly cells: readonly string[]
  /** `printed` has every reported cell's value by id, for figures that follow from others. */
  readonly recompute: (
    read: ReadAsset,
    printed: ReadonlyMap<string, string>,
  ) => Promise<readonly ReplayedCell[]>
}

/** What released outputs of a paper allow. */
export interface PaperReplay {
  readonly source: string
  readonly groups: readonly ReplayGroup[]
  /** Why a cell of no group is not recomputed. */
  readonly whyNotRecomputed: (cell: ReportedCell) => string
}
