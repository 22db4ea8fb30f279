import type { BenchmarkReplay, ComparedFigure } from '@retable/core'
import { printable } from '../text/printable.ts'
import { shortened } from '../text/shortened.ts'
import { tableText } from '../tables/table-text.ts'
import { rowsTable, sharedNotes } from './benchmark-replay-tables.ts'
import {
  namingOf,
  summariesOf,
  summaryText,
  type Naming,
  type RowSummary,
} from './benchmark-replay-summary.ts'
import { differsInLastDigits, manyDigits } from './last-digits.ts'
import { figureReason } from './reason-text.ts'

/**
 * What `retable replay` prints of a benchmark: a line a row with its first figure, then what deviates, by cause, what
 * has to be known, and what is not recomputed, by reason.
 */
export function benchmarkReplayText({ name, rows, notRecomputed, notes }: BenchmarkReplay): string {
  if (rows.length + notRecomputed.length === 0)
    return `${name}: no published table of it can be recomputed yet\n`
  const subjects = summariesOf(rows)
  const names = namingOf([...rows, ...notRecomputed])
  const named: Naming = (row) => printable(names(row))
  const deviating = rows.filter(({ verdict }) => verdict === 'deviates')
  const shared = sharedNotes(notes, subjects.length)
  return [
    ...(subjects.length > 0 ? [rowsText(subjects, names), ''] : []),
    ...listed(
      'Figures that deviate:',
      deviating.filter((row) => !differsInLastDigits(row)),
      named,
    ),
    ...listed(
      `Figures that agree to ${manyDigits} digits or more:`,
      deviating.filter(differsInLastDigits),
      named,
    ),
    ...(shared.length > 0 ? ['Notes:', ...shared.map((note) => `  ${printable(note)}`), ''] : []),
    ...(notRecomputed.length > 0 ? ['Published, not recomputed:'] : []),
    ...[...Map.groupBy(notRecomputed, ({ reason }) => reason)].map(
      ([reason, those]) => `  ${shortened(those.map(named))}\n    ${printable(reason)}`,
    ),
    ...(notRecomputed.length > 0 ? [''] : []),
    summaryText({ name, rows, notRecomputed }),
    '',
  ].join('\n')
}

function rowsText(subjects: readonly RowSummary[], named: Naming): string {
  const { ordered, ...table } = rowsTable('', subjects, named)
  const colourOf = (column: string, row: number) =>
    column === 'verdict' ? verdictColours[ordered[row]!.verdict] : undefined
  return tableText(table, { colourOf })
}

const verdictColours = { exact: 'green', 'deviates, explained': 'yellow', deviates: 'red' } as const

function listed(title: string, deviating: readonly ComparedFigure[], named: Naming): string[] {
  return deviating.length === 0 ? [] : [title, ...deviationLines(deviating, named), '']
}

/** Each figure with its difference, under the cause that they share. */
function deviationLines(deviating: readonly ComparedFigure[], named: Naming): string[] {
  const told = deviating.map((row) => ({ row, reason: figureReason(row) }))
  return [...Map.groupBy(told, ({ reason }) => reason.cause)].flatMap(([cause, those]) => [
    ...those.map(({ row, reason: { difference } }) => {
      const digits = differsInLastDigits(row)
        ? `${difference}, after ${row.agreeingDigits} digits`
        : difference
      return `  ${named(row)}: ${row.metric} published ${row.reported}, measured ${row.measured} (${digits})`
    }),
    ...(cause === '' ? [] : [`    ${printable(cause)}`]),
  ])
}
