import type { Relation, ReportedCell } from '@retable/core'
import {
  canBeSame,
  canRise,
  canSlow,
  decimalsOf,
  harmonicMeanOf,
  overlap,
  printedInterval,
  sumOf,
  type PrintedInterval,
} from '@retable/stats/printed'

/** Relations among cells; shares are of one cell each. */
export type CellRelation = Exclude<Relation, { readonly kind: 'share' }>

/** What holding a relation against its cells gives. */
export interface RelationCheck {
  readonly holds: boolean
  /** The numbers that decide it, in a sentence. */
  readonly statement: string
}

/**
 * Holds a relation against the values that its cells may stand for. All cells must exist.
 */
export function checkRelation(relation: CellRelation, cellOf: (id: string) => ReportedCell): RelationCheck {
  const printed = (id: string) => cellOf(id).value
  const interval = (id: string) => printedInterval(printed(id))
  const list = (ids: readonly string[]) => ids.map(printed).join(', ')
  /** A number that follows from others beside the one that is printed for it. */
  const follows = (what: string, possible: PrintedInterval, id: string): RelationCheck => ({
    holds: overlap(possible, interval(id)),
    statement: `${what} ${rangeText(possible, decimalsOf(printed(id)) + 2)}; printed is ${printed(id)}`,
  })
  switch (relation.kind) {
    case 'sum': {
      const { parts, total } = relation
      const [what, possible] = [`the sum of ${list(parts)} is`, sumOf(parts.map(interval))]
      if (typeof total === 'string') return follows(what, possible, total)
      const { exactly } = total
      const digits = Math.max(...parts.map((id) => decimalsOf(printed(id)))) + 1
      return {
        holds: overlap(possible, { low: exactly, high: exactly }),
        statement: `${what} ${rangeText(possible, digits)}; it must be ${exactly}`,
      }
    }
    case 'mean': {
      const { parts, weights = parts.map(() => 1), mean } = relation
      const all = weights.reduce((sum, weight) => sum + weight, 0)
      const shares = weights.map((weight) => weight / all)
      const name = relation.weights === undefined ? 'mean' : 'weighted mean'
      return follows(`the ${name} of ${list(parts)} is`, sumOf(parts.map(interval), shares), mean)
    }
    case 'difference': {
      const { from, to, difference } = relation
      const possible = sumOf([interval(to), interval(from)], [1, -1])
      return follows(`${printed(to)} less ${printed(from)} is`, possible, difference)
    }
    case 'harmonic mean': {
      const { precision, recall, harmonic } = relation
      const possible = harmonicMeanOf(interval(precision), interval(recall))
      return follows(`the harmonic mean of ${list([precision, recall])} is`, possible, harmonic)
    }
    case 'same': {
      const values = relation.cells.map(printed)
      const holds = values.every((a, i) => values.slice(i + 1).every((b) => canBeSame(a, b)))
      return { holds, statement: `one number is printed as ${[...new Set(values)].join(' and ')}` }
    }
    case 'rising':
      return {
        holds: canRise(relation.cells.map(interval)),
        statement: `said to rise: ${list(relation.cells)}`,
      }
    case 'slowing':
      return {
        holds: canSlow(relation.cells.map(interval)),
        statement: `said to rise by less each time: ${list(relation.cells)}`,
      }
    case 'within': {
      const { margin, cells } = relation
      const apart = sumOf(cells.map(interval), [1, -1])
      return {
        holds: overlap(apart, { low: -margin, high: margin }),
        statement: `said to be at most ${margin} apart: ${list(cells)}`,
      }
    }
  }
}

function rangeText(possible: PrintedInterval, digits: number): string {
  const [low, high] = [possible.low.toFixed(digits), possible.high.toFixed(digits)]
  return low === high ? low : `between ${low} and ${high}`
}
