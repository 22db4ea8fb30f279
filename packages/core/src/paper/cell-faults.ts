import type { Difference, Paper, ReportedCell, StatedClaim } from './paper.ts'
import type { PaperReplay } from './paper-replay.ts'
import { relationFaults } from './relation-faults.ts'
import { cellsOf, relationKinds, type Relation } from './relation.ts'

/** What of a paper's package names reported cells; a {@link Reproduction} is one. */
export interface NamesCells {
  readonly paper: Pick<Paper, 'id' | 'versions'>
  readonly claims: readonly StatedClaim[]
  readonly relations?: readonly Relation[]
  readonly differences?: readonly Difference[]
  readonly replay?: Pick<PaperReplay, 'groups'>
  readonly evaluations?: readonly { readonly cells: Readonly<Record<string, string>> }[]
  readonly runs?: { readonly cells: readonly { readonly cell: string }[] }
}

/**
 * What is wrong with how a paper names its cells, in a sentence each: ids that are missing or stand twice, values that
 * are no numbers, versions that paper.ts does not list, relations that no number could break, and whatever names a cell
 * which does not exist.
 */
export function cellFaults(
  { paper, claims, relations = [], differences = [], replay, evaluations = [], runs }: NamesCells,
  cells: readonly ReportedCell[],
): readonly string[] {
  const known = new Set(cells.map(({ cell }) => cell))
  const unknown = (ids: readonly string[], who: string) =>
    ids.filter((id) => !known.has(id)).map((id) => `${who} names the cell "${id}", which does not exist`)
  const claimIds = claims.map(({ id }) => id)
  const nameable = relations.filter(({ kind }) => relationKinds.includes(kind))
  return [
    ...reportedFaults(paper, cells),
    ...claimIds.flatMap((id, i) => (claimIds.indexOf(id) < i ? `the claim ${id} stands twice` : [])),
    ...claims.flatMap((claim) => unknown(claim.cells, `the claim ${claim.id}`)),
    ...relations.flatMap(relationFaults),
    ...nameable.flatMap((relation) =>
      unknown(cellsOf(relation), `a relation of kind "${relation.kind}" (${relation.source})`),
    ),
    ...differences.flatMap(({ cells: ids = [], between }) => unknown(ids, `a difference between ${between}`)),
    ...(replay?.groups ?? []).flatMap((group) => unknown(group.cells, 'the replay')),
    ...evaluations.flatMap((each) => unknown(Object.keys(each.cells), 'an evaluation')),
    ...(runs?.cells ?? []).flatMap(({ cell }) => unknown([cell], 'a measurement of the recipe')),
  ]
}

/** What is wrong in reported.csv itself. */
function reportedFaults(
  { versions }: Pick<Paper, 'versions'>,
  cells: readonly ReportedCell[],
): readonly string[] {
  const ids = Map.groupBy(cells, ({ cell }) => cell)
  const listed = new Set(versions.map(({ version }) => version))
  const unlisted = Map.groupBy(
    cells.filter(({ version }) => !listed.has(version)),
    ({ version }) => version,
  )
  return [
    ...cells.flatMap(({ cell }, i) => (cell === '' ? `row ${i + 1} of reported.csv has no id` : [])),
    ...[...ids].flatMap(([id, those]) =>
      those.length > 1 && id !== '' ? `the cell "${id}" stands ${those.length} times in reported.csv` : [],
    ),
    ...cells.flatMap(({ cell, value }) =>
      printedNumber.test(value) ? [] : `the value of the cell "${cell}" is no number: "${value}"`,
    ),
    ...cells.flatMap(({ cell, n }) =>
      /^([1-9]\d*)?$/.test(n) ? [] : `the n of the cell "${cell}" is no count: "${n}"`,
    ),
    ...[...unlisted].map(
      ([version, [first]]) =>
        `the cell "${first!.cell}" is of the version "${version}", which paper.ts does not list`,
    ),
  ]
}

/** A number as papers print it. */
const printedNumber = /^[+-]?(\d+(\.\d+)?|\.\d+)$/
