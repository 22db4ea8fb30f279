import { counted, type ReportedN } from '@retable/core'
import { printable } from '../text/printable.ts'
import { besideSummary, diffSummary } from './diff-summary.ts'

/** What is told of a cell below its table. */
export interface RemarkedCell {
  readonly tier: string
  readonly verdict: string
  readonly reason: string
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

/** All of them, in their order. */
export function allRemarks({ reasons, summary, assumptions }: CellRemarks): readonly string[] {
  return [...reasons, ...summary, ...assumptions]
}

/** What stands below cells; of a replay, where nothing is drawn by chance, there is no summary. */
export function cellRemarks(cells: readonly RemarkedCell[]): CellRemarks {
  const told = cells.filter(({ reason }) => reason !== '')
  const reasons = Map.groupBy(told, ({ verdict, reason }) => `${verdict}\n${reason}`)
  const assumptions = new Set(cells.flatMap((cell) => cell.assumptions))
  return {
    reasons: [...reasons.values()].map((those) => {
      const { verdict, reason } = those[0]!
      // Whose reason it is shows where there are several.
      const count = reasons.size > 1 && those.length > 1 ? ` (${counted(those.length, 'cell')})` : ''
      return printable(`${verdict}${count}: ${reason}`)
    }),
    summary: [
      ...diffSummary(cells.filter(({ tier }) => tier !== 'replay' && tier !== 'eval')),
      ...besideSummary(cells.filter(({ tier }) => tier === 'eval')),
    ],
    assumptions: [...assumptions].map((each) => printable(`Assumed where the paper leaves it open: ${each}`)),
  }
}
