import type { Relation, ReportedCell } from '@retable/core'
import {
  canBeSame,
  canRise,
  decimalsOf,
  harmonicMeanOf,
  overlap,
  printedInterval,
  sumOf,
  type PrintedInterval,
} from '@retable/stats'

/** Relations among cells; shares are of one cell each. */
export type CellRelation = Exclude<Relation, { readonly kind: 'share' }>

/** What holding a relation against its cells gives. */
export interface Held {
  readonly holds: boolean
  /** The numbers that decide it, in a sentence. */
  readonly statement: string
}

/**
 * Holds a relation against the values that its cells may stand for. All cells must exist.
 */
export function holdRelation(relation: CellRelation, cellOf: (id: string) => ReportedCell): Held {
  const printed = (id: string) => cellOf(id).value
  const interval = (id: string) => printedInterval(printed(id))
  const list = (ids: readonly string[]) => ids.map(printed).join(', ')
  /** A number that follows from others beside the one that is printed for it. */
  const follows = (what: string, possible: PrintedInterval, id: string): Held => {
    const digits = decimalsOf(printed(id)) + 2
    const [low, high] = [possible.low.toFixed(digits), possible.high.toFixed(digits)]
    return {
      holds: overlap(possible, interval(id)),
      statement: `${what} ${low === high ? low : `between ${low} and ${high}`}; printed is ${printed(id)}`,
    }
  }
  switch (relation.kind) {
    case 'sum': {
      const { parts, total } = relation
      return follows(`the sum of ${list(parts)} is`, sumOf(parts.map(interval)), total)
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
  }
}
