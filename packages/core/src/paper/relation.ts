/**
 * What reported cells must keep among themselves. A printed number stands for every value that rounds to it, so a
 * relation is broken only if no such values keep it.
 */
export type Relation = {
  /** Where the paper says so, or why it must be. */
  readonly source: string
  /** Set for a contradiction that is known: what it is. It then has to come out as broken. */
  readonly known?: string
} &
  /** The total is a cell, or a number that needs none: the shares of a breakdown make 100. */
  (
    | {
        readonly kind: 'sum'
        readonly parts: readonly string[]
        readonly total: string | { readonly exactly: number }
      }
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
    /** Each step smaller than the one before, as the text says. */
    | { readonly kind: 'slowing'; readonly cells: readonly string[] }
    /** No further apart than the margin, in the cells' unit, as the text says. */
    | { readonly kind: 'within'; readonly cells: readonly [string, string]; readonly margin: number }
    /**
     * Each a share of its n. Every proportion with an n is held to that anyway; this names those for which it is known
     * that no count gives them, and those whose n stands elsewhere.
     */
    | {
        readonly kind: 'share'
        readonly cells: readonly string[]
        /** For cells without an n of their own. */
        readonly n?: number
      }
  )

/** The kinds that there are. */
export const relationKinds = [
  'sum',
  'mean',
  'difference',
  'same',
  'harmonic mean',
  'rising',
  'slowing',
  'within',
  'share',
] as const satisfies readonly Relation['kind'][]

/** Ids of the cells that a relation holds against each other; the one that the others decide comes last. */
export function cellsOf(relation: Relation): readonly string[] {
  switch (relation.kind) {
    case 'sum':
      return typeof relation.total === 'string' ? [...relation.parts, relation.total] : relation.parts
    case 'mean':
      return [...relation.parts, relation.mean]
    case 'difference':
      return [relation.to, relation.from, relation.difference]
    case 'harmonic mean':
      return [relation.precision, relation.recall, relation.harmonic]
    case 'same':
    case 'rising':
    case 'slowing':
    case 'within':
    case 'share':
      return relation.cells
  }
}

/** One number that is said several times. */
export function same(source: string, ...cells: readonly string[]): Relation {
  return { kind: 'same', cells, source }
}

/** What the text says to rise. */
export function rising(source: string, ...cells: readonly string[]): Relation {
  return { kind: 'rising', cells, source }
}

/** The parts of a whole, in percent. */
export function wholeOf(source: string, ...parts: readonly string[]): Relation {
  return { kind: 'sum', parts, total: { exactly: 100 }, source }
}
