import type { Asset } from './asset.ts'

/** One problem of a benchmark. */
export interface Item {
  /** Stable within the benchmark, for instance `test/17`. */
  readonly id: string
  readonly question: string
  /** The right answer as the data set writes it, without its worked solution. */
  readonly gold: string
  /** The data set's own worked solution, where it has one. */
  readonly solution?: string
  /** The texts to choose from, in order, where the question has such. */
  readonly choices?: readonly string[]
  /** What it belongs to, where the data set sorts its items: a subject, a size. */
  readonly category?: string
  /** Other ids that lead to it, as `Benchmark.itemId` gives them: for instance its row, where ids are the data set's own. */
  readonly aliases?: readonly string[]
}

/** A named part of a benchmark's data: the file and how its bytes become items. */
export interface Split {
  readonly asset: Asset
  /** Number of items in the whole split. */
  readonly size: number
  readonly parse: (bytes: Uint8Array) => readonly Item[] | Promise<readonly Item[]>
}

/** A way to put an item to a model; its wording is part of the number that comes out. */
export interface PromptStyle {
  readonly id: string
  /** Who asks in this way: paper and section, or program and version. */
  readonly source: string
  /** The variant that reads what it asks for; the benchmark's default one if left out. */
  readonly variant?: string
  /** Set where it is asked for how likely each of an item's choices is, and for no text. */
  readonly asksLikelihoods?: true
  /** Number of worked examples that the prompt shows. */
  readonly shots: number
  /** Strings that end a completion. */
  readonly stop: readonly string[]
  /** The prompt's text. `examples` are worked items, `shots` of them. */
  readonly render: (item: Item, examples?: readonly Item[]) => string
}

/** What surrounds an output when it is graded. */
export interface GradeContext {
  /** The right answer, as {@link Item.gold} or as the file itself states it. */
  readonly gold: string
  /** Base name of the file that the output stands in; one variant depends on it. */
  readonly fileName?: string
  /** The item itself; always there for a variant with {@link Variant.needsItem}. */
  readonly item?: Item
}

/** The verdict on one output. */
export interface Grade {
  /** The answer as this variant reads it (what votes are counted on); null where none was found. */
  readonly extracted: string | null
  /** The right answer as this variant reads it. */
  readonly gold: string
  /** 1 for right, 0 for wrong. */
  readonly score: number
  /** Further numbers of this output, averaged over the outputs that have them. */
  readonly measures?: Readonly<Record<string, number>>
}

/** One rule for finding the answer in an output and holding it against the right one. */
export interface Variant {
  readonly id: string
  /** Changes whenever a verdict could change. */
  readonly version: string
  readonly summary: string
  /** Paper and section, or program, version and function, that this rule follows. */
  readonly source: string
  /** Whether an output without an answer counts as a vote for "no answer" in a majority. */
  readonly unparsedVotes: boolean
  /** Units of the numbers in {@link Grade.measures}. */
  readonly measures?: Readonly<Record<string, Unit>>
  /** Set where a verdict needs more of the item than its gold: the data set is then read even if a file states golds. */
  readonly needsItem?: true
  /** Measurements beside the general ones (accuracy, no_answer, majorities), from the grades of every item. */
  readonly aggregate?: (grades: ReadonlyMap<string, readonly Grade[]>) => readonly Measurement[]
  /** Set where it reads how likely each of an item's choices is, and no text: only prompts that ask for that go with it. */
  readonly readsLikelihoods?: true
  /**
   * Judges one output. Where a model is asked for log-likelihoods instead of a text, its output is their list as
   * JSON, in the order of the item's choices.
   */
  readonly grade: (output: string, context: GradeContext) => Grade
}

/** Units of a measurement's value. */
export type Unit = 'fraction' | 'percent' | 'points' | 'coefficient' | 'characters' | 'words' | 'count'

/** The score of one sample of one item: one line of scores.jsonl. */
export interface SampleScore {
  readonly benchmark: string
  readonly item: string
  /** 0-based index among the item's samples. */
  readonly sample: number
  /** Set where it is of the samples that a majority is taken of, drawn apart from the greedy one. */
  readonly drawing?: 'votes'
  readonly extracted: string | null
  readonly gold: string
  readonly score: number
}

/** A confidence interval. */
export interface Interval {
  readonly low: number
  readonly high: number
  readonly level: number
  readonly method: 'wilson' | 'normal' | 'bootstrap'
}

/** One measured number. */
export interface Measurement {
  readonly name: string
  readonly value: number
  /** Null where it is not defined: fewer than two items, or a plain count. */
  readonly standardError: number | null
  /** Number of items behind the value. */
  readonly n: number
  readonly unit: Unit
  readonly interval: Interval | null
}

/** A variant that makes a score of some program's logs. */
export interface LogVariant {
  /** How the names of its tasks begin; any task if left out. */
  readonly task?: string
  /** The score's name in the log, as in `exact_match,strict-match`. */
  readonly score: string
  readonly variant: string
}

/** How papers' tables name a benchmark, or a part of it, and how many independent items are behind such a cell. */
export interface ReportedItems {
  readonly part: string
  /** The measurement that such a cell is of; `accuracy` if left out. */
  readonly metric?: string
  readonly items: number
  /** A cell is one of these where each pattern is found in that text of it. */
  readonly where: Readonly<
    Partial<Record<'table' | 'column' | 'metric' | 'unit' | 'setting' | 'source', RegExp>>
  >
}

/** A benchmark: items, prompts, extraction variants, scoring and published results to be held against. */
export interface Benchmark {
  readonly id: string
  readonly version: string
  readonly title: string
  /** Paper title, authors, arXiv id and version. */
  readonly citation: string
  readonly splits: { readonly test: Split; readonly train?: Split }
  readonly prompts: readonly PromptStyle[]
  readonly variants: readonly Variant[]
  readonly defaultVariant: string
  /** The variant that a file format implies: format id to variant id. */
  readonly variantOfFormat: Readonly<Record<string, string>>
  /**
   * The variants that make the scores which programs write into their logs: a log is scored by each that it holds. The
   * first that fits counts.
   */
  readonly logVariants?: readonly LogVariant[]
  /** Set where its items have a {@link Item.category}. */
  readonly hasCategories?: true
  /** What other programs call their tasks of it, by which a log is told to be of this benchmark. */
  readonly logTasks?: RegExp
  /** The item id behind an id as other programs write it; undefined if it is none of theirs. */
  readonly itemId: (given: string | number) => string | undefined
  /** The right answer in what a file gives as gold: an answer, or a worked solution that ends in one. */
  readonly readGold: (given: string) => string
  readonly leaderboards: readonly Leaderboard[]
  /** What of papers' cells is told to be its own, where they do not print how many items are behind them. */
  readonly reportedItems?: readonly ReportedItems[]
}

/** A published table whose rows can be recomputed from raw outputs that its authors released. */
export interface Leaderboard {
  readonly id: string
  readonly source: string
  readonly published: Asset
  /** Every row of the published table. */
  readonly parsePublished: (text: string) => readonly PublishedRow[]
  readonly variant: string
  /** Format id of the raw output files. */
  readonly format: string
  /** Raw output files by the subject (a model) they belong to. */
  readonly outputs: readonly { readonly subject: string; readonly fileName: string; readonly asset: Asset }[]
  /** Why a published row has no entry in `outputs`. */
  readonly whyNotRecomputed: (subject: string) => string
}

/** One row of a published table. */
export interface PublishedRow {
  readonly subject: string
  readonly cells: readonly PublishedCell[]
}

/** One published number, as printed. */
export interface PublishedCell {
  /** Name of the {@link Measurement} that it is held against. */
  readonly metric: string
  readonly printed: string
  /** Printed value = measured value times this: 100 for percentages. */
  readonly scale: number
}
