import type { ReportedCell, StatedDifference } from '@retable/core'
import { HarnessError } from '../errors.ts'

/**
 * Refuses a tier that does not say what is known to differ from the paper: its numbers would be held against the
 * paper's as if nothing did. A package outside the repository need not be checked by a compiler.
 *
 * @throws HarnessError `harness/recipe`
 */
export function requireDifferences(paper: string, tier: string, differences: unknown): void {
  const isStated = ({ of, statement }: Partial<StatedDifference>) =>
    typeof of === 'string' && typeof statement === 'string' && statement.trim() !== ''
  if (
    Array.isArray(differences) &&
    (differences as (StatedDifference | null)[]).every((each) => each !== null && isStated(each))
  )
    return
  throw new HarnessError(
    'harness/recipe',
    `${paper}, tier ${tier}: its setup has no usable "differences"; name what is known to differ from the paper, each with \`of\` and \`statement\`, or give an empty list`,
  )
}

/**
 * Refuses a stated difference of a cell that is not there, before anything is run.
 *
 * @throws HarnessError `harness/reported`
 */
export function requireCells(
  paper: string,
  tier: string,
  differences: readonly StatedDifference[],
  cells: readonly ReportedCell[],
): void {
  const known = new Set(cells.map(({ cell }) => cell))
  const lost = differences.flatMap((each) => each.cells ?? []).find((id) => !known.has(id))
  if (lost === undefined) return
  throw new HarnessError(
    'harness/reported',
    `${paper}, tier ${tier}: a known difference names the cell "${lost}", which does not exist; take an id of reported.csv`,
  )
}
