import type { Grade, Measurement, OutputRow, Part, Variant } from '@retable/core'
import { aggregate } from '@retable/evaluators/aggregate'

/** What one task or epoch of a file scores. */
export interface PartScore extends Part {
  /** First and last line of its outputs; null in a format without lines. */
  readonly lines: { readonly first: number; readonly last: number } | null
  /** Items scored. */
  readonly n: number
  readonly metrics: readonly Measurement[]
}

/** Collects the grades of a file's parts. */
export interface PartTally {
  readonly add: (row: OutputRow, item: string, grade: Grade) => void
  /** Undefined unless there are several. */
  readonly result: (variant: Variant) => readonly PartScore[] | undefined
}

/** An empty {@link PartTally}. */
export function startPartTally(): PartTally {
  const parts = new Map<string, Part & { first: number; last: number; grades: Map<string, Grade[]> }>()
  return {
    add({ part, line }, item, grade) {
      if (part === undefined) return
      const { kind, index } = part
      const key = `${kind} ${index}`
      let its = parts.get(key)
      if (its === undefined) {
        its = { kind, index, first: line, last: line, grades: new Map() }
        parts.set(key, its)
      }
      its.last = line
      const samples = its.grades.get(item)
      if (samples === undefined) its.grades.set(item, [grade])
      else samples.push(grade)
    },
    result(variant) {
      if (parts.size < 2) return undefined
      return [...parts.values()].map(({ kind, index, first, last, grades }) => ({
        kind,
        index,
        lines: first === 0 ? null : { first, last },
        n: grades.size,
        metrics: aggregate(grades, variant),
      }))
    },
  }
}
