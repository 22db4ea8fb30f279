/** A line of the table: one question put to one method. */
export interface Line {
  readonly question: string
  readonly method: string
  /** Over all counts that there are, or over drawn runs. */
  readonly by: 'exact sum' | '10,000 runs' | '2,000 runs'
  /** What the project promises; a rate that is only shown promises nothing. */
  readonly atMost?: number
  readonly at: (n: number) => number
}

/** The rules that are set side by side. */
export const methods = {
  ours: 'retable',
  released: 'NeMo Evaluator, released',
  threshold: 'NeMo Evaluator, documented; threshold',
  unpaired: 'unpaired z',
} as const
