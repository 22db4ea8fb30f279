import type { Versioned } from '../run/manifest.ts'

/** What one version of a model scored, as far as another can be set beside it. */
export interface Side {
  /** What a reader calls it: a run's id, or a file as it was named. */
  readonly name: string
  /** The model with what tells its weights, as far as anything does. */
  readonly model?: string
  /** The judge whose judgements it is made of, likewise. */
  readonly judge?: string
  /** Set where none of its answers was asked for: they were in the store from an earlier run. */
  readonly isReused?: true
  readonly benchmarks: readonly SideBenchmark[]
}

/** What one version scored on one benchmark, sample by sample. */
export interface SideBenchmark {
  /** Two sides' are set beside each other by it. */
  readonly setting: string
  readonly benchmark: Versioned | null
  readonly variant: Versioned | null
  /** What a score can be at least and at most. */
  readonly bounds: { readonly least: number; readonly most: number }
  readonly items: ReadonlyMap<string, SideItem>
  /** What decides the numbers beside the model, by name: sides that differ in it are not comparable. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Why nothing may be concluded from the numbers, in sentences. */
  readonly doubts: readonly string[]
  /** What a reader has to know of how they were read, in sentences. */
  readonly notes: readonly string[]
  /** Share of the answers that were cut at the token limit; null where that is not known. */
  readonly truncated: number | null
  /** Set where a judge gave the scores. */
  readonly isJudged?: true
}

/** What one item's samples scored. */
export interface SideItem {
  readonly samples: readonly SideSample[]
  /** Items of one source are not independent; an item without one is its own. */
  readonly source?: string
  readonly category?: string
  /** The right answer, where it is a text. */
  readonly gold?: string
  /** A hash of what the model was asked, and of the answer that is right, where a file tells them. */
  readonly asked?: string
}

/** What one sample scored. */
export interface SideSample {
  readonly score: number
  /** Its number among the item's, of which some may be lost; its place in the list where it is left out. */
  readonly sample?: number
  /** Null where no answer was found, undefined where nothing tells it. */
  readonly answer?: string | null
}
