/** What a reader finds at one place of a file: a row of model outputs, something about them, or why there is none. */
export type ReadRow = OutputRow | RepeatRow | LogRow | BrokenRow

/** The outputs of one item, as the file states them. */
export interface OutputRow {
  readonly kind: 'output'
  /** 1-based line where the row starts; 0 in a format without lines. */
  readonly line: number
  /** 1-based place in a file that is one JSON array, many of whose elements can stand on one line. */
  readonly element?: number
  readonly id?: string | number
  readonly question?: string
  /** One or more samples. */
  readonly outputs: readonly string[]
  /** Which of the outputs the model never gave, by their index (the text there is empty), how many more there are, and why. */
  readonly failed?: { readonly indexes: readonly number[]; readonly lost?: number; readonly reason: string }
  readonly gold?: string
  /** The model that wrote the outputs, where the row names one. */
  readonly model?: string
  /** The texts to choose from, in the order in which the model saw them. */
  readonly choices?: readonly string[]
  /**
   * Set where `id` counts the items of a data set that the file does not name, so that every benchmark has an item
   * by such an id: the row belongs to that item only if its question, or the prompt around it, says so too.
   */
  readonly idIsPosition?: true
  /** Set where such a row, if it is none of the benchmark's items and states its gold, is an item of the file's own. */
  readonly isOwnIfUnknown?: true
  /** Ids that stand in its text as those of rows do, its own among them: a quote of a table may be closed too late. */
  readonly rowsWithin?: readonly string[]
  /** The part of the file that the row belongs to, in formats whose files can have several. */
  readonly part?: Part
  /** The program's own scores of the first of the outputs, by name. */
  readonly logScores?: Readonly<Record<string, number>>
}

/** One task of a file that may hold several, or one epoch of a run; counted from 1. */
export interface Part {
  readonly kind: 'task' | 'epoch'
  readonly index: number
}

/** An earlier row's outputs once more, for instance read by another filter: only their scores are new. */
export interface RepeatRow {
  readonly kind: 'repeat'
  /** 1-based line where the row starts. */
  readonly line: number
  /** As the earlier row states it. */
  readonly id: string | number
  readonly part?: Part
  readonly logScores: Readonly<Record<string, number>>
}

/** What a log says of itself; it comes once, before the outputs. */
export interface LogRow {
  readonly kind: 'log'
  readonly task?: string
  /** Where the program keeps one: success, cancelled, ... */
  readonly status?: string
  /** What one row of outputs stands for. */
  readonly unit: 'document' | 'sample'
  /** Rows of outputs that there should be; absent where nothing says. */
  readonly rows?: number
  /** The program's scores of the whole run, by the names in {@link OutputRow.logScores}. */
  readonly scores: Readonly<Record<string, number>>
  /** What decided the numbers beside the model, where the program states it, by the names that a reader knows. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Its scores where the samples of an item became one in another way than by their mean, which `reducer` names. */
  readonly reduced?: readonly { readonly name: string; readonly reducer: string; readonly value: number }[]
}

/** A row that could not be read; it is reported and counted, never dropped in silence. */
export interface BrokenRow {
  readonly kind: 'broken'
  /** 1-based line where the row starts; 0 in a format without lines, whose `reason` names the place. */
  readonly line: number
  readonly reason: string
  /** Of the first of several rows of a table that a quoted text holds: the ids of all. */
  readonly rowsWithin?: readonly string[]
  /** How many outputs it has a place for, where that is known. */
  readonly outputs?: number
}
