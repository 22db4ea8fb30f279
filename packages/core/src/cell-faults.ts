import type { Relation, ReportedCell, StatedClaim } from './paper.ts'

/** What of a paper's package names reported cells; a {@link Reproduction} is one. */
export interface NamesCells {
  readonly claims: readonly StatedClaim[]
  readonly relations?: readonly Relation[]
  readonly runs?: { readonly cells: readonly { readonly cell: string }[] }
}

/**
 * What is wrong with how a paper names its cells, in a sentence each: ids that are missing or stand twice, values that
 * are no numbers, and claims, relations or measurements that name a cell which does not exist.
 */
export function cellFaults(
  { claims, relations = [], runs }: NamesCells,
  cells: readonly ReportedCell[],
): readonly string[] {
  const counts = new Map<string, number>()
  for (const { cell } of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  const unknown = (ids: readonly string[], who: string) =>
    ids.filter((id) => !counts.has(id)).map((id) => `${who} names the cell "${id}", which does not exist`)
  const claimIds = claims.map(({ id }) => id)
  return [
    ...cells.flatMap(({ cell }, i) => (cell === '' ? `row ${i + 1} of reported.csv has no id` : [])),
    ...[...counts].flatMap(([id, count]) =>
      count > 1 && id !== '' ? `the cell "${id}" stands ${count} times in reported.csv` : [],
    ),
    ...cells.flatMap(({ cell, value }) =>
      printedNumber.test(value) ? [] : `the value of the cell "${cell}" is no number: "${value}"`,
    ),
    ...cells.flatMap(({ cell, n }) =>
      /^([1-9]\d*)?$/.test(n) ? [] : `the n of the cell "${cell}" is no count: "${n}"`,
    ),
    ...claimIds.flatMap((id, i) => (claimIds.indexOf(id) < i ? `the claim ${id} stands twice` : [])),
    ...claims.flatMap((claim) => unknown(claim.cells, `the claim ${claim.id}`)),
    ...relations.flatMap((relation) =>
      unknown(cellsOf(relation), `a relation of kind "${relation.kind}" (${relation.source})`),
    ),
    ...(runs?.cells ?? []).flatMap(({ cell }) => unknown([cell], 'a measurement of the recipe')),
  ]
}

/** A number as papers print it. */
const printedNumber = /^[+-]?(\d+(\.\d+)?|\.\d+)$/

/** Ids of the cells that a relation holds against each other; the one that the others decide comes last. */
export function cellsOf(relation: Relation): readonly string[] {
  switch (relation.kind) {
    case 'sum':
      return [...relation.parts, relation.total]
    case 'mean':
      return [...relation.parts, relation.mean]
    case 'difference':
      return [relation.to, relation.from, relation.difference]
    case 'harmonic mean':
      return [relation.precision, relation.recall, relation.harmonic]
    case 'same':
    case 'rising':
    case 'share':
      return relation.cells
  }
}
