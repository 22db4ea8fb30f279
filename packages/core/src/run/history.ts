import type { RunFacts } from './run-record.ts'

/** What one run measured on one benchmark, in the history of its family. */
export interface HistoryRow {
  /** As the user named it; else the model's name, the scored file's, or the paper and its tier. */
  readonly family: string
  /** Null where the user named none. */
  readonly version: string | null
  /** The run's id in the store, or its folder as it was found. */
  readonly run: string
  readonly folder: string
  /** As ISO 8601; null where the record keeps no facts. */
  readonly finished: string | null
  /** The checkout that measured it. */
  readonly git: RunFacts['git']
  /** What rows of several runs have in common: the benchmark's id, or the setting that it was measured under. */
  readonly series: string
  /** Null for what is no benchmark's. */
  readonly benchmark: string | null
  readonly metric: string
  readonly unit: string
  /** Of several seeds the mean. */
  readonly value: number
  /** 95 %; of several seeds between them. Null where it is not known. */
  readonly interval: { readonly low: number; readonly high: number } | null
  /** Items; of several seeds, those of the one with the fewest. */
  readonly n: number
  readonly seeds: number
  /** Against the run before it in the series; null for the first. */
  readonly change: HistoryChange | null
  /** Why nothing may be concluded from the value, in sentences. */
  readonly doubts: readonly string[]
}

/** How a value differs from that of the run before. */
export interface HistoryChange {
  /** The version of the run before, or the run. */
  readonly from: string
  /** Value minus value; null where the two are not comparable. */
  readonly difference: number | null
  /** Item by item; null where they are not comparable, or one of them keeps no values of items. */
  readonly paired: PairedChange | null
  /** What differs beside the model, in sentences: any of it makes them not comparable. */
  readonly differing: readonly string[]
}

/** A paired test of a change. */
export interface PairedChange {
  /** Mean difference over the items that both have; another than that of the values where one has more items. */
  readonly effect: number
  readonly low: number
  readonly high: number
  /** Two-sided, by the worst-value test; no other comparison counts in it. */
  readonly p: number
  readonly items: { readonly paired: number; readonly before: number; readonly after: number }
}
