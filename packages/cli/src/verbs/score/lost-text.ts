import { counted, grouped } from '@retable/report'

/** How much of a file is lost. */
export interface LostCounts {
  readonly rows: number
  readonly of: number
  /** Of rows that have lost some of their samples. */
  readonly samples?: { readonly lost: number; readonly of: number } | null
}

/** What is lost and of how much: rows, or samples where rows have lost some of theirs. */
export function lostParts({ rows, of, samples }: LostCounts): {
  readonly part: number
  readonly all: number
} {
  return samples ? { part: samples.lost, all: samples.of } : { part: rows, all: of }
}

export function lostShare(lost: LostCounts): number {
  const { part, all } = lostParts(lost)
  return part / all
}

/** The same in numbers, as in "6 of 400 rows". */
export function lostOf(lost: LostCounts): string {
  const { part, all } = lostParts(lost)
  return `${grouped(part)} of ${counted(all, lost.samples ? 'sample' : 'row')}`
}

/** The same with its percentage. */
export function lostText(lost: LostCounts): string {
  return `${lostOf(lost)} lost (${(100 * lostShare(lost)).toFixed(2)} %)`
}
