import { counted, type BenchmarkReplay, type ComparedFigure, type RowNotRecomputed } from '@retable/core'
import { differsInLastDigits } from './last-digits.ts'

/** A name as it is shown: where there are several published tables, with its own. */
export type Naming = (row: { readonly table: string; readonly subject: string }) => string

/** How rows are named beside each other. */
export function namingOf(rows: readonly { readonly table: string }[]): Naming {
  const severalTables = new Set(rows.map(({ table }) => table)).size > 1
  return ({ table, subject }) => (severalTables ? `${subject} (${table})` : subject)
}

/** A published row with the verdict over all of its figures. */
export type RowSummary = ReturnType<typeof summaryOf>

/** The rows of a benchmark's published tables, in their order. */
export function summariesOf(rows: readonly ComparedFigure[]): readonly RowSummary[] {
  return [...Map.groupBy(rows, (row) => `${row.table}\n${row.subject}`).values()].map(summaryOf)
}

/** The line that a benchmark's replay ends with. */
export function summaryText({
  name,
  rows,
  notRecomputed,
}: Pick<BenchmarkReplay, 'name' | 'rows' | 'notRecomputed'>): string {
  return `${name}: ${figuresText(rows, summariesOf(rows))}; ${leftOf(notRecomputed)}`
}

function leftOf(left: readonly RowNotRecomputed[]): string {
  const tables = left.filter(({ isWholeTable }) => isWholeTable).length
  const rows = `${counted(left.length - tables, 'published row')} not recomputed`
  return tables === 0 ? rows : `${counted(tables, 'table')} not to be had; ${rows}`
}

function figuresText(rows: readonly ComparedFigure[], subjects: readonly RowSummary[]): string {
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
