import type { ReadAsset } from './judge.ts'

/** A paper, and what of it was read. */
export interface Paper {
  readonly id: string
  readonly title: string
  readonly authors: string
  /** Id with the version that the cells are of, for instance `2404.19733v3`. */
  readonly arxiv: string
  readonly versions: readonly { readonly version: string; readonly read: string }[]
}

/** A statement of a paper. */
export interface StatedClaim {
  readonly id: string
  readonly statement: string
  /** Ids of the reported cells that it rests on. */
  readonly cells: readonly string[]
}

/**
 * What reported cells must keep among themselves. A printed number stands for every value that rounds to it, so a
 * relation is broken only if no such values keep it.
 */
export type Relation = {
  /** Where the paper says so, or why it must be. */
  readonly source: string
  /** Set for a contradiction that is known: what it is. It then has to come out as broken. */
  readonly known?: string
} & (
  | { readonly kind: 'sum'; readonly parts: readonly string[]; readonly total: string }
  | {
      readonly kind: 'mean'
      readonly parts: readonly string[]
      /** Of the parts; equal if left out. */
      readonly weights?: readonly number[]
      readonly mean: string
    }
  /** `to` minus `from`. */
  | { readonly kind: 'difference'; readonly from: string; readonly to: string; readonly difference: string }
  /** One number that is said several times. */
  | { readonly kind: 'same'; readonly cells: readonly string[] }
  | {
      readonly kind: 'harmonic mean'
      readonly precision: string
      readonly recall: string
      readonly harmonic: string
    }
  /** Strictly rising, as the text says. */
  | { readonly kind: 'rising'; readonly cells: readonly string[] }
  /**
   * Each a share of its n. Every proportion with an n is held to that anyway; this names those for which it is known
   * that no count gives them.
   */
  | { readonly kind: 'share'; readonly cells: readonly string[] }
)

/** A reported cell that was recomputed. */
export interface ReplayedCell {
  readonly cell: string
  /** In the cell's unit. */
  readonly value: number
  /** What it was made of: the paper's own released outputs, or another published table that must agree with it. */
  readonly from: 'outputs' | 'leaderboard'
  readonly source: string
  /** Why it differs from the cell, where that is known. */
  readonly whyDifferent?: string
}

/** What released outputs of a paper allow. */
export interface PaperReplay {
  readonly source: string
  /** `printed` has every reported cell's value by id, for figures that follow from others. */
  readonly recompute: (
    read: ReadAsset,
    printed: ReadonlyMap<string, string>,
  ) => Promise<readonly ReplayedCell[]>
  /** Why the other cells are not recomputed. */
  readonly whyNotRecomputed: (cell: string) => string
}

/** A reported cell, as a reproduction's reported.csv has it; all texts as printed. */
export interface ReportedCell {
  readonly cell: string
  readonly version: string
  readonly table: string
  readonly row: string
  readonly column: string
  readonly metric: string
  readonly value: string
  readonly unit: string
  /** Number of items behind a proportion, where it is certain. */
  readonly n: string
  readonly setting: string
  /** Kind of what was read: `full text`, `table image`, `repository`, `abstract`; anything else is second hand. */
  readonly read_from: string
  readonly source: string
}
