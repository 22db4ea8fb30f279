import type { Asset } from '../benchmark/asset.ts'
import type { Measurement, PublishedRow, ReportedItems, SampleScore } from '../benchmark/benchmark.ts'
import type { BrokenRow } from '../benchmark/output-row.ts'
import type { Judge } from './judge.ts'
import type { JudgeProcedure } from './judge-procedure.ts'

/** Reads a pinned file. */
export type ReadAsset = (asset: Asset, signal?: AbortSignal) => Promise<Uint8Array>

/** A file of judgements. */
export interface JudgementFile {
  readonly bytes: Uint8Array
  /** Base name, for messages and for what a benchmark tells from it. */
  readonly name: string
}

/**
 * One judgement, or one item's, as the benchmark's own format has it: what its line of a file is once it is parsed. A
 * member that is undefined is none, and NaN is null.
 */
export type JudgementRow = Readonly<Record<string, unknown>>

/** Judgements in memory, of a judge that was asked for instance. A broken one's line is its place, from 1. */
export interface JudgementRows {
  readonly rows: readonly JudgementRow[]
  /** What messages call them. */
  readonly name: string
}

/** What is measured: a file, or rows. A file and the rows parsed of it give the same score. */
export type Judgements = JudgementFile | JudgementRows

/** What judgements come to. */
export interface JudgementScore {
  readonly measurements: readonly Measurement[]
  /** One for each judged item. */
  readonly scores: readonly SampleScore[]
  /** Rows that could not be used; they are counted and shown. */
  readonly broken: readonly BrokenRow[]
  /** What a reader of the numbers has to know, in sentences. */
  readonly notes: readonly string[]
  /** Models and judges that the judgements name, in their order. */
  readonly named?: { readonly models: readonly string[]; readonly judges: readonly string[] }
  /** Names of the pinned files that could not be had and whose stand-ins were read in their place. */
  readonly standIns?: readonly string[]
}

/** What the released files of a published row give. */
export interface RecomputedRow extends Pick<JudgementScore, 'measurements' | 'notes' | 'standIns'> {
  /** The same figures under other settings, where it is not known which one the published figures have. */
  readonly otherwise?: readonly OtherwiseFigure[]
}

/** What a figure is under another setting than the one that it is measured with. */
export interface OtherwiseFigure {
  readonly metric: string
  /** In the measurement's unit. */
  readonly value: number
  /** For instance `C = 21.54`. */
  readonly setting: string
}

/** Why a figure differs from the published one. */
export interface KnownCause {
  readonly reason: string
  /** Whether it was found by the very figure that it explains, so that this figure is no evidence for it. */
  readonly isFitted: boolean
}

/** A figure that does not come out as printed. */
export interface DifferentFigure {
  readonly subject: string
  readonly metric: string
  /** Both in the published table's unit. */
  readonly published: number
  readonly measured: number
  /** Stand-ins that the measured one was made with. */
  readonly standIns: readonly string[]
  /** What is measured under other settings, in the published table's unit. */
  readonly otherwise?: readonly Pick<OtherwiseFigure, 'value' | 'setting'>[]
}

/** One way to make numbers of judgements. */
export interface JudgeVariant {
  readonly id: string
  /** Changes whenever a number could change. */
  readonly version: string
  readonly summary: string
  /** Paper and section, or program, version and function, that it follows. */
  readonly source: string
  /** The judges whose texts it reads. */
  readonly judges?: readonly Judge[]
  /** What an item's score can be; from 0 to 1 if left out. */
  readonly scoreBounds?: { readonly least: number; readonly most: number }
  /**
   * @throws RetableError with a sentence (what, where, what to do) if the judgements are none of this benchmark's; a
   * benchmark of one's own may throw any Error
   */
  readonly measure: (judgements: Judgements, read: ReadAsset) => Promise<JudgementScore>
}

/** A published table whose rows can be recomputed from released judgements. */
export interface JudgeLeaderboard {
  readonly id: string
  readonly source: string
  /** Every row of the table. */
  readonly published: (read: ReadAsset) => Promise<readonly PublishedRow[]>
  /** What the released files of a row's subject give; null where none are pinned. */
  readonly recompute: (subject: string, read: ReadAsset) => Promise<RecomputedRow | null>
  /** Why a published row is not recomputed. */
  readonly whyNotRecomputed: (subject: string) => string
  /**
   * Why a figure that is recomputed differs from the published one, where that is known: a fault of the published
   * table, or a solver that stops early. Undefined where nothing is known, and where the difference is larger than the
   * known cause can make it. A text is a cause that was not fitted to the figure.
   */
  readonly whyDifferent?: (figure: DifferentFigure) => KnownCause | string | undefined
}

/** A benchmark whose numbers are made of judgements: win rates, ratings, agreement with labels. */
export interface JudgeBenchmark {
  readonly kind: 'judge'
  readonly id: string
  readonly version: string
  readonly title: string
  /** Paper title, authors, arXiv id and version. */
  readonly citation: string
  readonly variants: readonly JudgeVariant[]
  readonly defaultVariant: string
  /** What an item shares with others, such as the conversation of a turn: such items are not independent. */
  readonly itemSource?: (item: string) => string
  readonly leaderboards: readonly JudgeLeaderboard[]
  /** How a judge is asked for new judgements, the default way first; loaded when they are asked for. */
  readonly asking?: () => Promise<readonly [JudgeProcedure, ...JudgeProcedure[]]>
  /** What of papers' cells is told to be its own, where they do not print how many items are behind them. */
  readonly reportedItems?: readonly ReportedItems[]
}
