/** Numbers of items: a small test set, AlpacaEval's and the like, GSM8K's, a large one. */
export const sizes = [100, 500, 1319, 5000] as const

/** A line of the table: one question put to one method. */
export interface Line {
  readonly question: string
  readonly method: string
  /** Over all counts that there are, or over drawn runs. */
  readonly by: 'exact sum' | '10,000 runs'
  readonly unit: 'share' | 'points'
  /** What the project promises; a method that is only shown beside promises nothing. */
  readonly atMost?: number
  readonly atLeast?: number
  readonly at: (n: number) => number
}

/** The largest of several rates. */
export function largest(values: readonly number[]): number {
  return Math.max(...values)
}
