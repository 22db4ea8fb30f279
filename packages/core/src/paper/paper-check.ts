import type { Difference, ReportedCell } from './paper.ts'
import type { Relation } from './relation.ts'

/** What holding cells against each other found in one place. */
export interface Finding {
  /** `known`: broken, as the paper's package says; `vanished`: said to be broken, and is not. */
  readonly outcome: 'holds' | 'known' | 'new' | 'vanished'
  readonly kind: Relation['kind']
  /** The numbers that decide it. */
  readonly statement: string
  /** Where the paper says that the relation holds, or why it must. */
  readonly source: string
  /** What is known of the contradiction; empty where nothing is. */
  readonly known: string
  readonly cells: readonly ReportedCell[]
}

/** A difference that the paper's package tells, with its cells. */
export interface ToldDifference extends Omit<Difference, 'cells'> {
  readonly cells: readonly ReportedCell[]
}

/** A paper's cells held against each other. */
export interface PaperCheck {
  readonly paper: string
  readonly reported: number
  readonly findings: readonly Finding[]
  /** What versions or texts say differently, and no two cells can be held against each other for. */
  readonly differences: readonly ToldDifference[]
  /** Proportions that a count out of their n gives, and that not any number would have been. */
  readonly possibleShares: number
  /** What is wrong with how cells are named, in a sentence each. */
  readonly faults: readonly string[]
}
