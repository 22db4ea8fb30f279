import {
  counted,
  type BenchmarkReplay,
  type ComparedFigure,
  type RowNotes,
  type RowNotRecomputed,
} from '@retable/core'
import { printable } from '../text/printable.ts'
import { shortened } from '../text/shortened.ts'
import { coloured, textTable } from '../text/text-table.ts'
import { differsInLastDigits, manyDigits } from './last-digits.ts'
import { figureReason } from './reason-text.ts'

/** A name as it is shown: where there are several published tables, with its own. */
type Naming = (row: { readonly table: string; readonly subject: string }) => string

/**
 * What `retable replay` prints of a benchmark: a line a row with its first figure, then what deviates, by cause, what
 * has to be known, and what is not recomputed, by reason.
 */
export function benchmarkReplayText({ name, rows, notRecomputed, notes }: BenchmarkReplay): string {
  if (rows.length + notRecomputed.length === 0)
    return `${name}: no published table of it can be recomputed yet\n`
  const subjects = [...Map.groupBy(rows, (row) => `${row.table}\n${row.subject}`).values()].map(summaryOf)
  const severalTables = new Set([...rows, ...notRecomputed].map(({ table }) => table)).size > 1
  const named: Naming = ({ table, subject }) => printable(severalTables ? `${subject} (${table})` : subject)
  const deviating = rows.filter(({ verdict }) => verdict === 'deviates')
  const shared = sharedNotes(notes, subjects.length)
  return [
    ...(subjects.length > 0 ? [tableOf(subjects, named), ''] : []),
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
    `${name}: ${summary(rows, subjects)}; ${leftOf(notRecomputed)}`,
    '',
  ].join('\n')
}

function leftOf(left: readonly RowNotRecomputed[]): string {
  const tables = left.filter(({ isWholeTable }) => isWholeTable).length
  const rows = `${counted(left.length - tables, 'published row')} not recomputed`
  return tables === 0 ? rows : `${counted(tables, 'table')} not to be had; ${rows}`
}

function summary(rows: readonly ComparedFigure[], subjects: readonly Summary[]): string {
  if (rows.length === 0) return 'nothing was recomputed'
  const deviating = rows.filter(({ verdict }) => verdict === 'deviates')
  const exact = subjects.filter(({ verdict }) => verdict === 'exact').length
  const figures = `${rows.length - deviating.length} of ${counted(rows.length, 'figure')} exact as printed`
  if (deviating.length === 0)
    return `${counted(exact, 'row')} exact, ${subjects.length - exact} not (${figures})`
  const late = deviating.filter(differsInLastDigits)
  const digits = Math.min(...late.map(({ agreeingDigits }) => agreeingDigits ?? 0))
  const agreeing = late.length > 0 ? ` and ${late.length} more to ${digits} digits or more` : ''
  const others = deviating.filter((row) => !differsInLastDigits(row))
  return [
    `${figures}${agreeing}`,
    ...(others.length > 0
      ? [`${others.length} ${others.length === 1 ? 'deviates' : 'deviate'}${explanation(others)}`]
      : []),
    `${counted(subjects.length, 'row')} in all`,
  ].join('; ')
}

/** How many of some deviating figures are explained, and of these by a cause that was fitted to them. */
function explanation(deviating: readonly ComparedFigure[]): string {
  const explained = deviating.filter(({ cause }) => cause !== null).length
  const fitted = deviating.filter(({ cause }) => cause?.isFitted === true).length
  const how = fitted > 0 ? ` (${fitted} by a cause that was fitted to the figure itself)` : ''
  if (deviating.length === 1) return explained === 1 ? `, explained${how}` : ', not explained'
  return `, ${explained === deviating.length ? 'all' : explained} of them explained${how}`
}

/** Notes that hold of every recomputed row of a table, each once; those of single rows are for --json. */
function sharedNotes(notes: readonly RowNotes[], rows: number): string[] {
  const shared = [...Map.groupBy(notes, ({ table }) => table).values()].flatMap((ofTable) => {
    const [first, ...others] = ofTable.map((row) => [
      ...row.standIns.map(
        (file) => `${file} could not be had within the last hour: a stand-in took its place.`,
      ),
      ...row.notes,
    ])
    return (first ?? []).filter((note) => others.every((all) => all.includes(note)))
  })
  return rows === 0 ? [] : [...new Set(shared)]
}

type Summary = ReturnType<typeof summaryOf>

/** Rows of a table by the figure that is shown, the highest first. */
function tableOf(subjects: readonly Summary[], named: Naming): string {
  const ordered = [...Map.groupBy(subjects, ({ first }) => first.table).values()].flatMap((ofTable) =>
    ofTable.toSorted((one, other) => Number(other.first.reported) - Number(one.first.reported)),
  )
  const columns = [
    { title: 'row' },
    { title: 'figure' },
    { title: 'published', align: 'right' },
    { title: 'measured', align: 'right' },
    { title: 'exact', align: 'right' },
    { title: 'verdict' },
  ] as const
  return textTable(
    columns,
    ordered.map(({ first, exact, all, wording }) => [
      named(first),
      first.metric,
      first.reported,
      first.measured,
      `${exact}/${all}`,
      wording,
    ]),
    (cell, column, row) =>
      column === columns.length - 1 ? coloured(verdictColours[ordered[row]!.verdict], cell) : cell,
  )
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

function summaryOf(cells: readonly ComparedFigure[]) {
  const deviating = cells.filter(({ verdict }) => verdict === 'deviates')
  const isExplained = deviating.every(({ cause }) => cause !== null)
  const verdict = deviating.length === 0 ? 'exact' : isExplained ? 'deviates, explained' : 'deviates'
  const digits = Math.min(...deviating.map(({ agreeingDigits }) => agreeingDigits ?? 0))
  const wording =
    deviating.length > 0 && deviating.every(differsInLastDigits)
      ? `agrees to ${digits} digits, explained`
      : verdict
  return {
    first: cells[0]!,
    exact: cells.length - deviating.length,
    all: cells.length,
    verdict,
    wording,
  } as const
}
