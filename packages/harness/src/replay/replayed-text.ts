import { quotedValue } from '@retable/core'
import type { CellReplay } from '../verdicts/replayed-cell.ts'
import { escaped } from '../papers/check/contradiction-text.ts'
import { markdownTable } from '../papers/markdown.ts'
import type { CellsLeft, PaperReplayed } from './replay-paper.ts'

/** What was recomputed of a paper, in Markdown: counts by verdict, what differs, and what was left out and why. */
export function replayedText({ source, rows, notRecomputed }: PaperReplayed): string {
  const differing = rows.filter(({ reason }) => reason !== '')
  return [
    rows.length > 0 ? `From ${escaped(source)}: ${verdictCounts(rows).join(', ')}.\n\n` : '',
    differing.length > 0
      ? `${markdownTable(['cell', 'reported', 'recomputed', 'verdict', 'why'], differing.map(differingRow))}\n`
      : '',
    notRecomputed.length > 0
      ? markdownTable(['not recomputed', 'why'], notRecomputed.map(leftRow))
      : 'Every cell is recomputed.\n',
  ].join('')
}

/** A number of cells in each verdict, with a verb that fits the number. */
export function verdictCounts(rows: readonly CellReplay[]): string[] {
  const groups = Map.groupBy(rows, ({ verdict, explained }) => JSON.stringify([verdict, explained]))
  return [...groups.values()].map((those) => {
    const { verdict, explained } = those[0]!
    const [one, more] = verbs[verdict]
    const cells = those.length === 1 ? `1 cell ${one}` : `${those.length} cells ${more}`
    return `${cells}${explained ? ', explained' : ''}`
  })
}

const verbs: Readonly<Record<CellReplay['verdict'], readonly [string, string]>> = {
  exact: ['is exact', 'are exact'],
  deviates: ['deviates', 'deviate'],
  'agrees with the leaderboard': ['agrees with the leaderboard', 'agree with the leaderboard'],
  'differs from it': ['differs from the leaderboard', 'differ from the leaderboard'],
}

function differingRow({ table, row, column, reported, readFrom, measured, verdict, reason }: CellReplay) {
  const shown = quotedValue({ value: reported, read_from: readFrom })
  return [`${table}: ${row}, ${column}`, shown, measured, verdict, escaped(reason)]
}

function leftRow({ cells, reason }: CellsLeft): string[] {
  return [`${cells.length} cell${cells.length === 1 ? '' : 's'}`, escaped(reason)]
}
