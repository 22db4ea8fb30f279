import { cellFaults, cellsOf, type NamesCells, type Relation, type ReportedCell } from '@retable/core'
import { holdRelation, type Held } from './hold-relation.ts'
import { holdShare } from './hold-share.ts'
import { shareSteps } from './share-steps.ts'

/** What holding cells against each other found in one place. */
export interface Finding {
  /** `known`: broken, as the paper's package says; `vanished`: said to be broken, and is not. */
  readonly outcome: 'holds' | 'known' | 'new' | 'vanished'
  readonly kind: Relation['kind']
  /** The numbers that decide it. */
  readonly statement: string
  /** Where the paper says that the relation holds, or why it must. */
  readonly source: string
  /** What is known of the contradiction; empty where nothing is. */
  readonly known: string
  readonly cells: readonly ReportedCell[]
}

/** A paper's cells held against each other. */
export interface PaperCheck {
  readonly paper: string
  readonly reported: number
  readonly findings: readonly Finding[]
  /** Proportions that a count out of their n gives, and that not any number would have been. */
  readonly possibleShares: number
  /** What is wrong with how cells are named, in a sentence each. */
  readonly faults: readonly string[]
}

/** Holds a paper's reported cells against its relations, and every proportion against its n. */
export function checkPaper(
  { paper, ...rest }: NamesCells & { readonly paper: { readonly id: string } },
  cells: readonly ReportedCell[],
): PaperCheck {
  const byId = new Map(cells.map((cell) => [cell.cell, cell]))
  const relations = rest.relations ?? []
  const cellOf = (id: string) => byId.get(id)!
  const faults = [...cellFaults(rest, cells)]
  const named = new Set<string>()
  const findings: Finding[] = []
  for (const relation of relations) {
    // A relation whose cells do not exist is among the faults.
    if (!cellsOf(relation).every((id) => Number.isFinite(Number(byId.get(id)?.value)))) continue
    if (relation.kind !== 'share') {
      findings.push(finding(relation, holdRelation(relation, cellOf), cellsOf(relation).map(cellOf)))
      continue
    }
    for (const cell of relation.cells.map(cellOf)) {
      named.add(cell.cell)
      if (cell.n === '') faults.push(`the cell "${cell.cell}" is said to be a share and has no n`)
      else findings.push(finding(relation, holdShare(cell, shareSteps(cell) ?? 1), [cell]))
    }
  }
  const shares = cells.flatMap((cell) => {
    const steps = named.has(cell.cell) ? null : shareSteps(cell)
    return steps === null || !Number.isFinite(Number(cell.value))
      ? []
      : { cell, held: holdShare(cell, steps) }
  })
  const source = 'a proportion is a count out of its n'
  const impossible = shares.filter(({ held }) => !held.holds)
  return {
    paper: paper.id,
    reported: cells.length,
    findings: [
      ...findings,
      ...impossible.map(({ cell, held }) => finding({ kind: 'share', source }, held, [cell])),
    ],
    possibleShares: shares.filter(({ held }) => held.holds && held.decisive).length,
    faults,
  }
}

/** Whether a check found what nobody knew, or lost what was known. */
export function isSurprising({ findings, faults }: PaperCheck): boolean {
  return faults.length > 0 || findings.some(({ outcome }) => outcome === 'new' || outcome === 'vanished')
}

function finding(
  { kind, source, known }: Pick<Relation, 'kind' | 'source' | 'known'>,
  { holds, statement }: Held,
  cells: readonly ReportedCell[],
): Finding {
  const outcome = known === undefined ? (holds ? 'holds' : 'new') : holds ? 'vanished' : 'known'
  return { outcome, kind, statement, source, known: known ?? '', cells }
}
