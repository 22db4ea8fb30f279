import {
  quotedValue,
  type CellsNotRecomputed,
  type ComparedCell,
  type PaperReplayResult,
} from '@retable/core'
import { escapedMarkdown, markdownTable } from '../text/markdown.ts'
import { cellReasonText, isAsExpected } from './reason-text.ts'

/** What was recomputed of a paper, in Markdown: counts by verdict, what differs, and what was left out and why. */
export function paperReplayMarkdown({ source, rows, notRecomputed }: PaperReplayResult): string {
  const differing = rows.filter((row) => !isAsExpected(row))
  return [
    rows.length > 0 ? `From ${escapedMarkdown(source)}: ${verdictCounts(rows).join(', ')}.\n\n` : '',
    differing.length > 0
      ? `${markdownTable(['cell', 'reported', 'recomputed', 'verdict', 'why'], differing.map(differingRow))}\n`
      : '',
    notRecomputed.length > 0
      ? markdownTable(['not recomputed', 'why'], notRecomputed.map(leftRow))
      : 'Every cell is recomputed.\n',
  ].join('')
}

/** A number of cells in each verdict, with a verb that fits the number. */
function verdictCounts(rows: readonly ComparedCell[]): string[] {
  const groups = Map.groupBy(rows, ({ verdict, cause }) => JSON.stringify([verdict, cause !== null]))
  return [...groups.values()].map((those) => {
    const { verdict, cause } = those[0]!
    const [one, more] = verbs[verdict]
    const cells = those.length === 1 ? `1 cell ${one}` : `${those.length} cells ${more}`
    return `${cells}${cause === null ? '' : ', explained'}`
  })
}

const verbs: Readonly<Record<ComparedCell['verdict'], readonly [string, string]>> = {
  exact: ['is exact', 'are exact'],
  deviates: ['deviates', 'deviate'],
  'agrees with the leaderboard': ['agrees with the leaderboard', 'agree with the leaderboard'],
  'differs from it': ['differs from the leaderboard', 'differ from the leaderboard'],
}

function differingRow(cell: ComparedCell): string[] {
  const { table, row, column, reported, readFrom, measured, verdict } = cell
  const shown = quotedValue({ value: reported, read_from: readFrom })
  return [`${table}: ${row}, ${column}`, shown, measured, verdict, escapedMarkdown(cellReasonText(cell))]
}

function leftRow({ cells, reason }: CellsNotRecomputed): string[] {
  return [`${cells.length} cell${cells.length === 1 ? '' : 's'}`, escapedMarkdown(reason)]
}
