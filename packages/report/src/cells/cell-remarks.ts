import { counted, type ReportedCell, type ReportedN } from '@retable/core'
import { printable } from '../text/printable.ts'
import { cellNames } from './cell-names.ts'
import { besideSummary, diffSummary } from './diff-summary.ts'

/** What is told of a cell below its table. */
export interface RemarkedCell extends Pick<ReportedCell, 'table' | 'row' | 'column'> {
  readonly tier: string
  readonly verdict: string
  /** Why it has its verdict, each sentence by itself. */
  readonly reasons: readonly string[]
  /** How it is known on how many items the reported number rests; null where that is not told. */
  readonly nFrom: ReportedN['from'] | null
  readonly hasInterval: boolean
  readonly assumptions: readonly string[]
}

/** Lines below a table of cells, each once: why each verdict, how many deviate, and what was assumed. */
export interface CellRemarks {
  readonly reasons: readonly string[]
  readonly summary: readonly string[]
  readonly assumptions: readonly string[]
}

/** What stands above the assumptions. */
const assumedHeading = 'Assumed where the paper leaves it open:'

/** All of them as notes, in their order; the assumptions are one. */
export function allRemarks({ reasons, summary, assumptions }: CellRemarks): readonly string[] {
  const assumed = assumptions.length > 0 ? [`${assumedHeading} ${assumptions.join('; ')}`] : []
  return [...reasons, ...summary, ...assumed]
}

/** The assumptions as lines: a heading, and one below the other. */
export function assumedLines(assumptions: readonly string[]): readonly string[] {
  return assumptions.length === 0 ? [] : [assumedHeading, ...assumptions.map((each) => `  ${each}`)]
}

/** What stands below cells; of a replay, where nothing is drawn by chance, there is no summary. */
export function cellRemarks(cells: readonly RemarkedCell[]): CellRemarks {
  return {
    reasons: reasonLines(cells),
    summary: [
      ...diffSummary(cells.filter(({ tier }) => tier !== 'replay' && tier !== 'eval')),
      ...besideSummary(cells.filter(({ tier }) => tier === 'eval')),
    ],
    assumptions: eachOnce(cells.flatMap(({ assumptions }) => assumptions)).map(printable),
  }
}

/** How an assumption ends where even what the paper did is not known. */
const untold = ' (the paper’s is not known here)'

/** Each assumption once: one that says less than another of the same value is left out. */
function eachOnce(assumptions: readonly string[]): readonly string[] {
  const all = [...new Set(assumptions)]
  return all.filter((each) => {
    if (!each.endsWith(untold)) return true
    const taken = each.slice(0, -untold.length)
    return !all.some((other) => other === taken || (other !== each && other.startsWith(`${taken} (`)))
  })
}

/** Each reason once, with the cells that it is about where it is not about all that have the verdict. */
function reasonLines(cells: readonly RemarkedCell[]): string[] {
  const nameOf = cellNames(cells)
  const told = cells.flatMap((cell) => cell.reasons.map((reason) => ({ cell, reason })))
  const groups = Map.groupBy(told, ({ cell: { verdict }, reason }) => JSON.stringify([verdict, reason]))
  return [...groups.values()].map((those) => {
    const { cell, reason } = those[0]!
    const all = cells.filter(({ verdict }) => verdict === cell.verdict)
    const about = new Set(those.map((each) => each.cell))
    const others = all.filter((each) => !about.has(each))
    const where = others.length === 0 ? '' : ` (${aboutText([...about], others, nameOf)})`
    return printable(`${cell.verdict}${where}: ${reason}`)
  })
}

/** So many cells are named; of more only a part is. */
const mostNamed = 4

function aboutText(
  about: readonly RemarkedCell[],
  others: readonly RemarkedCell[],
  nameOf: (cell: RemarkedCell) => string,
): string {
  const names = (cells: readonly RemarkedCell[]) => cells.map(nameOf).join('; ')
  if (about.length <= mostNamed) return names(about)
  const count = counted(about.length, 'cell')
  if (others.length <= mostNamed) return `${count}, all but ${names(others)}`
  const tables = [...new Set(about.map(({ table }) => table))]
  if (!others.some(({ table }) => tables.includes(table))) return `${count}: ${tables.join('; ')}`
  return `${count}: ${names(about.slice(0, mostNamed))} and ${about.length - mostNamed} more`
}
