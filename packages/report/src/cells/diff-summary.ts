import { counted, type DiffRow, type ReportedN } from '@retable/core'

/** What a summary counts of a cell. */
export interface SummedCell {
  readonly verdict: string
  /** How it is known on how many items the reported number rests; null where that is not told. */
  readonly nFrom: ReportedN['from'] | null
  /** Whether its difference has an interval: without one it cannot deviate. */
  readonly hasInterval: boolean
}

const drawn: readonly string[] = ['reproduced', 'inconclusive', 'deviates'] satisfies DiffRow['verdict'][]

/**
 * How many rows a given model scores as. It can be the model of one of them at most, so that the others are not expected
 * to be its own; only of its own is a rate of errors promised.
 */
export function besideSummary(cells: readonly SummedCell[]): string[] {
  const judged = cells.filter(({ verdict, hasInterval }) => hasInterval && drawn.includes(verdict))
  if (judged.length === 0) return []
  const unknown = judged.filter(({ nFrom }) => nFrom === 'taken').length
  const except =
    unknown === 0 ? '' : `; none is promised for ${unknown} whose number of reported items is not known`
  const open = judged.filter(({ verdict }) => verdict === 'inconclusive').length
  const decided = judged.length - open
  if (decided === 0) return [`Of ${counted(open, 'cell')} it cannot be said whether it scores as that does.`]
  const like = judged.filter(({ verdict }) => verdict === 'reproduced').length
  const undecided = open === 0 ? '' : `, and of ${open} more it cannot be said`
  return [
    `It scores as ${like} of ${decided} ${decided === 1 ? 'cell does' : 'cells do'}${undecided}. From cells of its own model at most 5 % deviate by chance, the luck of trainings apart${except}.`,
  ]
}

/**
 * How many of a run's cells deviate, and how many would by chance. That is promised only of cells whose reported number
 * rests on a known number of items; the others are counted apart. None where no verdict was drawn.
 */
export function diffSummary(cells: readonly SummedCell[]): string[] {
  const judged = cells.filter(({ verdict, hasInterval }) => hasInterval && drawn.includes(verdict))
  const isKnown = ({ nFrom }: SummedCell) => nFrom === 'printed' || nFrom === 'inferred'
  const known = judged.filter(isKnown)
  const others = judged.filter((cell) => !isKnown(cell))
  return [
    ...(known.length > 0
      ? [`${counts(known)} deviate; at most 5 % are expected by chance, the luck of trainings apart.`]
      : []),
    ...(others.length > 0
      ? [
          `${counts(others)} deviate whose number of reported items is not known: no error rate is promised for them.`,
        ]
      : []),
  ]
}

function counts(cells: readonly SummedCell[]): string {
  return `${cells.filter(({ verdict }) => verdict === 'deviates').length} of ${cells.length}`
}
