import type { PaperCheck } from './paper-check.ts'
import type { TierName } from './reproduction.ts'

/** A paper with all verdicts that the project's recorded results give, and what can be run of it. */
export interface PaperVerdicts {
  readonly paper: string
  /** Why its package, or a recorded result, cannot be read; empty where it can. */
  readonly fault: string
  readonly title: string
  readonly authors: string
  readonly arxiv: string
  /** How many cells its package holds. */
  readonly reported: number
  /** What the paper claims; claims that only a recorded run tested come last. */
  readonly claims: readonly JudgedClaim[]
  /** Cells that were recomputed, or looked up in another published table. */
  readonly replayed: readonly JudgedCell[]
  /** Cells beside what recorded runs measured, tier by tier. */
  readonly measured: readonly JudgedCell[]
  /** Its cells held against each other. */
  readonly check: PaperCheck
  /** Whether some cells can be recomputed from what was released. */
  readonly canReplay: boolean
  readonly tiers: readonly { readonly tier: TierName; readonly available: boolean; readonly reason: string }[]
}

/** A claim with what recorded runs say of it, one verdict a tier. */
export interface JudgedClaim {
  readonly claim: string
  readonly statement: string
  /** Whether the project adds it to the paper's. */
  readonly isOwn: boolean
  /** What the statement means; empty where it says so by itself. */
  readonly explanation: string
  readonly recorded: readonly {
    readonly tier: string
    readonly verdict: string
    readonly seeds: number
    /** Null where nothing was tested. */
    readonly effect: number | null
    readonly low: number | null
    readonly high: number | null
    /** Of the effect; empty where nothing was tested, or the record is older than units. */
    readonly unit: string
    readonly pAdjusted: number | null
    readonly reason: string
  }[]
}

/** A reported cell with a recorded verdict; numbers in the cell's unit. */
export interface JudgedCell {
  /** `replay`, or the tier of a run. */
  readonly tier: string
  readonly cell: string
  readonly table: string
  readonly row: string
  readonly column: string
  readonly unit: string
  /** As printed. */
  readonly reported: string
  /** What the number was read from; undefined of a cell that the package holds no more. */
  readonly readFrom: string | undefined
  readonly measured: number | null
  /** The cell's unit, or where what was measured cannot be told in it, its own. */
  readonly measuredUnit: string
  readonly standardError: number | null
  /** As in a run's diff; null where none was drawn. */
  readonly resolution: number | null
  readonly coarse: boolean
  readonly verdict: string
  readonly reason: string
}
