import {
  cellFaults,
  cellsOf,
  relationFaults,
  type Finding,
  type NamesCells,
  type PaperCheck,
  type Relation,
  type ReportedCell,
} from '@retable/core'
import { checkRelation, type RelationCheck } from './check-relation.ts'
import { checkShare } from './check-share.ts'
import { breakdownsIn, shareSteps } from './share-steps.ts'

/** Holds a paper's reported cells against its relations, and every proportion against its n. */
export function checkPaper(names: NamesCells, cells: readonly ReportedCell[]): PaperCheck {
  const { paper, relations = [], differences = [] } = names
  const byId = new Map(cells.map((cell) => [cell.cell, cell]))
  const cellOf = (id: string) => byId.get(id)!
  const faults = [...cellFaults(names, cells)]
  const named = new Set<string>()
  const findings: Finding[] = []
  const breakdowns = breakdownsIn(cells)
  for (const relation of relations) {
    // A relation that is none, or whose cells do not exist, is among the faults.
    if (relationFaults(relation).length > 0) continue
    if (!cellsOf(relation).every((id) => Number.isFinite(Number(byId.get(id)?.value)))) continue
    if (relation.kind !== 'share') {
      findings.push(finding(relation, checkRelation(relation, cellOf), cellsOf(relation).map(cellOf)))
      continue
    }
    for (const cell of relation.cells.map(cellOf)) {
      named.add(cell.cell)
      const fault = faultOfN(cell, relation.n)
      const n = relation.n === undefined ? cell.n : String(relation.n)
      if (fault !== undefined) faults.push(fault)
      else
        findings.push(
          finding(relation, checkShare({ ...cell, n }, shareSteps(cell, breakdowns) ?? 1), [cell]),
        )
    }
  }
  const shares = cells.flatMap((cell) => {
    const steps = cell.n === '' || named.has(cell.cell) ? null : shareSteps(cell, breakdowns)
    return steps === null || !Number.isFinite(Number(cell.value))
      ? []
      : { cell, checked: checkShare(cell, steps) }
  })
  const source = 'a proportion is a count out of its n'
  const impossible = shares.filter(({ checked }) => !checked.holds)
  return {
    paper: paper.id,
    reported: cells.length,
    findings: [
      ...findings,
      ...impossible.map(({ cell, checked }) => finding({ kind: 'share', source }, checked, [cell])),
    ],
    differences: differences.map(({ cells: ids = [], ...told }) => ({
      ...told,
      cells: ids.flatMap((id) => byId.get(id) ?? []),
    })),
    possibleShares: shares.filter(({ checked }) => checked.holds && checked.decisive).length,
    faults,
  }
}

/** Whether a check found what nobody knew, or lost what was known. */
export function isSurprising({ findings, faults }: PaperCheck): boolean {
  return faults.length > 0 || findings.some(({ outcome }) => outcome === 'new' || outcome === 'vanished')
}

function faultOfN({ cell, n }: ReportedCell, stated: number | undefined): string | undefined {
  if (stated === undefined)
    return n === '' ? `the cell "${cell}" is said to be a share and has no n` : undefined
  return n === '' || n === String(stated)
    ? undefined
    : `the cell "${cell}" has the n ${n}, and a relation says ${stated}`
}

function finding(
  { kind, source, known }: Pick<Relation, 'kind' | 'source' | 'known'>,
  { holds, statement }: RelationCheck,
  cells: readonly ReportedCell[],
): Finding {
  const outcome = known === undefined ? (holds ? 'holds' : 'new') : holds ? 'vanished' : 'known'
  return { outcome, kind, statement, source, known: known ?? '', cells }
}
