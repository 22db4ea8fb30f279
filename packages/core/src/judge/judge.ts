import type { Asset } from '../benchmark/asset.ts'
import type { Measurement, PublishedRow, SampleScore } from '../benchmark/benchmark.ts'
import type { PromptText } from '../engine/engine.ts'
import type { BrokenRow } from '../benchmark/output-row.ts'

/** Which of two responses a judge prefers, told by the order in which they were shown. */
export type PairVerdict = 'first' | 'second' | 'tie'

/** What a judge is asked about. `responses` stand in the order in which they are shown. */
export interface JudgeQuestion {
  readonly instruction: string
  readonly responses: readonly string[]
  /** A right answer to compare with, where the judge is given one. */
  readonly reference?: string
}

/** What verdicts count that name no better response. A win counts 1 and a loss 0. */
export interface JudgeRules {
  /**
   * What a tie counts for either response; `apart` where it is a verdict like the others, right where people saw a tie;
   * `none` where the judge has no tie.
   */
  readonly ties: number | 'apart' | 'none'
  /** What an answer without a verdict counts, in points for a rating; `left out` where its item is not counted. */
  readonly errors: number | 'left out'
}

/**
 * A model as a judge: how it is asked, how its answer is read, and what ties and unreadable answers count. `V` is what
 * it says: a {@link PairVerdict} with or without a strength, a rating, or a preference.
 */
export interface Judge<V = unknown> extends JudgeRules {
  readonly id: string
  /** Changes whenever a verdict could change. */
  readonly version: string
  readonly source: string
  /** Two responses side by side, or one by itself. */
  readonly asks: 'pair' | 'single'
  /** Order of two responses: as given, each pair in both orders, or one order drawn for each pair. */
  readonly order: 'given' | 'both' | 'drawn'
  /** The prompt in retable's own words, as a text or a conversation; a judge without one cannot be asked. */
  readonly prompt?: (question: JudgeQuestion) => PromptText
  /** In a sentence: where the source's own prompt stands. */
  readonly promptSource?: string
  /**
   * The verdict in a judge's text, told by the order in which responses were shown; null where none can be read. Linear
   * in the text's length.
   */
  readonly parse: (text: string) => V | null
  /** In a sentence or two: what an item's verdicts come to, and where the variants' rule is not `ties` and `errors`. */
  readonly aggregation: string
}

/** Reads a pinned file. */
export type ReadAsset = (asset: Asset, signal?: AbortSignal) => Promise<Uint8Array>

/** A file of judgements to be measured. */
export interface JudgementFile {
  readonly bytes: Uint8Array
  /** Base name, for messages and for what a benchmark tells from it. */
  readonly name: string
}

/** What a file of judgements comes to. */
export interface JudgementScore {
  readonly measurements: readonly Measurement[]
  /** One for each judged item. */
  readonly scores: readonly SampleScore[]
  /** Rows that could not be used; they are counted and shown. */
  readonly broken: readonly BrokenRow[]
  /** What a reader of the numbers has to know, in sentences. */
  readonly notes: readonly string[]
  /** Models and judges that the file names, in its order. */
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
  /**
   * @throws RetableError with a sentence (what, where, what to do) if the file is none of this benchmark's; a benchmark
   * of one's own may throw any Error
   */
  readonly measure: (file: JudgementFile, read: ReadAsset) => Promise<JudgementScore>
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
  readonly leaderboards: readonly JudgeLeaderboard[]
}
