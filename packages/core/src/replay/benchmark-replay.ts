import type { KnownCause } from '../judge/judge-benchmark.ts'

/** One published number of a benchmark's tables beside what its raw outputs give. */
export interface ComparedFigure {
  /** Id of the published table. */
  readonly table: string
  /** Whom the number is about: a model. */
  readonly subject: string
  readonly metric: string
  /** As printed. */
  readonly reported: string
  /** In the reported number's unit and decimals; empty where the variant measures no such metric. */
  readonly measured: string
  readonly verdict: 'exact' | 'deviates'
  /** Significant digits up to which a deviating figure agrees; null for an exact one. */
  readonly agreeingDigits: number | null
  /** Measured − published, in the published table's unit; null where it is no number. */
  readonly difference: number | null
  /** Why it deviates, where that is known, documented, and can make so large a difference. */
  readonly cause: KnownCause | null
}

/** What has to be known of the recomputed figures of a row. */
export interface RowNotes {
  readonly table: string
  readonly subject: string
  readonly notes: readonly string[]
  /** Pinned files that could not be had and whose stand-ins were read in their place. */
  readonly standIns: readonly string[]
}

/** A published row that was not recomputed. */
export interface RowNotRecomputed {
  readonly table: string
  readonly subject: string
  readonly reason: string
  /** Its raw outputs are pinned, so that this machine should have had them. */
  readonly pinned: boolean
  /** The table itself could not be had; `subject` is then "every row". */
  readonly isWholeTable?: true
}

/** What the replay of a benchmark's published tables finds. */
export interface BenchmarkReplay {
  readonly name: string
  readonly rows: readonly ComparedFigure[]
  readonly notRecomputed: readonly RowNotRecomputed[]
  /** One entry for each recomputed row that has any. */
  readonly notes: readonly RowNotes[]
}
