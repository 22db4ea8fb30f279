import { cellsOf, relationKinds, type Relation } from './relation.ts'

/**
 * What is wrong with a relation itself, in a sentence each: a kind that does not exist, or too little in it for it to
 * be broken by any number. Types cannot keep a package outside the repository from either.
 */
export function relationFaults(relation: Relation): readonly string[] {
  const { kind, source } = relation
  if (!relationKinds.includes(kind)) {
    return [
      `a relation (${source}) is of the kind "${String(kind)}", which does not exist; there are: ${relationKinds.join(', ')}`,
    ]
  }
  const name = `a relation of kind "${kind}" (${source})`
  const ids = cellsOf(relation)
  const repeated = [...new Set(ids.filter((id, i) => ids.indexOf(id) < i))]
  return [
    ...fewFaults(relation).map((fault) => `${name} ${fault}`),
    ...repeated.map((id) => `${name} names the cell "${id}" twice`),
  ]
}

function fewFaults(relation: Relation): string[] {
  switch (relation.kind) {
    case 'sum':
      return relation.parts.length < 2 ? ['needs two parts or more'] : []
    case 'mean':
      return [
        ...(relation.parts.length < 2 ? ['needs two parts or more'] : []),
        ...(relation.weights === undefined ? [] : weightFaults(relation.weights, relation.parts.length)),
      ]
    case 'slowing':
      return relation.cells.length < 3 ? ['needs three cells or more'] : []
    case 'same':
    case 'rising':
    case 'within':
      return relation.cells.length < 2 ? ['needs two cells or more'] : []
    case 'share':
      return relation.cells.length === 0 ? ['needs a cell'] : []
    case 'difference':
    case 'harmonic mean':
      return []
  }
}

function weightFaults(weights: readonly number[], parts: number): string[] {
  if (weights.length !== parts) return [`has ${weights.length} weights for ${parts} parts`]
  return weights.every((weight) => Number.isFinite(weight) && weight > 0)
    ? []
    : ['has a weight that is no number above 0']
}
