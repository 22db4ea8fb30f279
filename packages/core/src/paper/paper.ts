/** A paper, and what of it was read. */
export interface Paper {
  readonly id: string
  readonly title: string
  readonly authors: string
  /** Id with the version that the cells are of, for instance `2404.19733v3`. */
  readonly arxiv: string
  readonly versions: readonly { readonly version: string; readonly read: string }[]
}

/** A statement of a paper, or one that the project tests beside them. */
export interface StatedClaim {
  readonly id: string
  readonly statement: string
  /** Set where the project adds it: it is counted apart from the paper's. */
  readonly isOwn?: true
  /** What the statement means, where it does not say so by itself. */
  readonly explanation?: string
  /** Ids of the reported cells that it rests on. */
  readonly cells: readonly string[]
}

/** What versions of a paper, or texts about it, say differently, and no two cells can be held against each other. */
export interface Difference {
  /** What the difference is between, for instance `the draft and arXiv v1`. */
  readonly between: string
  /** What each of them says. */
  readonly what: string
  /** Where that was read. */
  readonly source: string
  /** Ids of the reported cells that it is about, where there are any. */
  readonly cells?: readonly string[]
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
