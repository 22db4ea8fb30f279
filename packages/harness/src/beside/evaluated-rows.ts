import { rowOfCell, type PaperEvaluation, type Reproduction } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { nearestName } from '../names/nearest-name.ts'

/** A row of a paper's tables that a model can be evaluated as. */
export interface EvaluatedRow {
  /** As in `table-1/zero-shot-cot`. */
  readonly row: string
  /** What its cells are of, each once for every way of asking. */
  readonly evaluations: readonly PaperEvaluation[]
}

/** A row that a model is to be evaluated as. */
export interface FoundRow extends EvaluatedRow {
  /** Cells of the row that cannot be asked for here, and why, in sentences. */
  readonly leftOut: readonly string[]
}

/** The rows that a model can be evaluated as, in the order of the paper's package. */
export function evaluatedRows({
  evaluations = [],
}: Pick<Reproduction, 'evaluations'>): readonly EvaluatedRow[] {
  const rows = new Map<string, PaperEvaluation[]>()
  for (const evaluation of evaluations.filter(({ unlike }) => unlike === undefined)) {
    for (const row of new Set(Object.keys(evaluation.cells).map(rowOfCell))) {
      rows.set(row, [...(rows.get(row) ?? []), evaluation])
    }
  }
  return [...rows].map(([row, each]) => ({ row, evaluations: each }))
}

/**
 * The row of a name: all of it, or its part behind the table where only one table has such a row.
 *
 * @param only - ids of benchmarks, where not all that the row was measured on are wanted
 * @throws HarnessError `harness/unknown-row`, `harness/nothing-reported`
 */
export function findRow(
  reproduction: Pick<Reproduction, 'paper' | 'evaluations'>,
  name: string,
  only: readonly string[] = [],
): FoundRow {
  const { id } = reproduction.paper
  const rows = evaluatedRows(reproduction)
  const exact = rows.find(({ row }) => row === name)
  const ending = rows.filter(({ row }) => row.endsWith(`/${name}`))
  const found = exact ?? (ending.length === 1 ? ending[0] : undefined)
  if (found === undefined) throw unknownRow(reproduction, name, { rows, ending })
  const evaluations = found.evaluations.filter(
    ({ benchmark }) => only.length === 0 || only.includes(benchmark),
  )
  if (evaluations.length > 0) {
    return { ...found, evaluations, leftOut: leftOutOf(reproduction, found.row, only) }
  }
  const known = found.evaluations.map(({ benchmark }) => benchmark).join(', ')
  throw new HarnessError(
    'harness/nothing-reported',
    `${id}/${found.row} has no cell of ${only.join(', ')}; it has cells of ${known}`,
  )
}

function leftOutOf(
  { evaluations = [] }: Pick<Reproduction, 'evaluations'>,
  row: string,
  only: readonly string[],
): readonly string[] {
  return evaluations.flatMap(({ unlike, benchmark, cells }) => {
    if (unlike === undefined || (only.length > 0 && !only.includes(benchmark))) return []
    const those = Object.keys(cells).filter((cell) => rowOfCell(cell) === row)
    return those.map((cell) => `${cell} is not asked for: ${unlike}`)
  })
}

function unknownRow(
  { paper: { id }, evaluations = [] }: Pick<Reproduction, 'paper' | 'evaluations'>,
  name: string,
  { rows, ending }: { readonly rows: readonly EvaluatedRow[]; readonly ending: readonly EvaluatedRow[] },
): HarnessError {
  const unlike = evaluations.find(
    (each) => each.unlike !== undefined && Object.keys(each.cells).some((cell) => rowOfCell(cell) === name),
  )?.unlike
  return new HarnessError(
    'harness/unknown-row',
    `${id} has no row "${name}" to evaluate a model as; ${why()}`,
  )

  function why(): string {
    if (unlike !== undefined) return `this one cannot be asked here: ${unlike}`
    if (ending.length > 1) return `several tables have it: ${ending.map(({ row }) => row).join(', ')}`
    if (rows.length === 0) return 'its package says of no row how it was measured'
    const near = nearestName(name, rows.map(({ row }) => row)) // prettier-ignore
    const hint = near === undefined ? '' : `did you mean ${near}? `
    return `${hint}./retable list rows names them`
  }
}
