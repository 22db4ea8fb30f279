import type { Replay, ReplayRow } from '@retable/harness'
import { coloured, counted, printable, textTable } from '@retable/report'

/**
 * What `retable replay` prints of a benchmark: a line a row with its first figure, then what deviates, by cause, and
 * what is not recomputed, by reason. Where there are several published tables, each row names its own.
 */
export function replayText({ name, rows, notRecomputed }: Replay): string {
  if (rows.length + notRecomputed.length === 0)
    return `${name}: no published table of it can be recomputed yet\n`
  const subjects = [...Map.groupBy(rows, (row) => `${row.table}\n${row.subject}`).values()].map(summaryOf)
  const severalTables = new Set([...rows, ...notRecomputed].map(({ table }) => table)).size > 1
  const named = ({ table, subject }: { readonly table: string; readonly subject: string }) =>
    printable(severalTables ? `${subject} (${table})` : subject)
  const deviating = rows.filter(({ verdict }) => verdict === 'deviates')
  const exact = subjects.filter(({ verdict }) => verdict === 'exact').length
  const figures = `${rows.length - deviating.length} of ${counted(rows.length, 'figure')} exact as printed`
  return [
    ...(subjects.length > 0 ? [tableOf(subjects, named), ''] : []),
    ...(deviating.length > 0 ? ['Deviating figures:', ...deviationLines(deviating, named), ''] : []),
    ...(notRecomputed.length > 0 ? ['Published, not recomputed:'] : []),
    ...[...Map.groupBy(notRecomputed, ({ reason }) => reason)].map(
      ([reason, those]) => `  ${those.map(named).join(', ')}\n    ${reason}`,
    ),
    ...(notRecomputed.length > 0 ? [''] : []),
    `${name}: ${counted(exact, 'row')} exact, ${subjects.length - exact} not (${figures}); ${counted(notRecomputed.length, 'published row')} not recomputed`,
    '',
  ].join('\n')
}

const verdictColours = { exact: 'green', 'deviates, explained': 'yellow', deviates: 'red' } as const

type Summary = ReturnType<typeof summaryOf>

function tableOf(subjects: readonly Summary[], named: (row: ReplayRow) => string): string {
  const columns = [
    { title: 'row' },
    { title: 'published', align: 'right' },
    { title: 'measured', align: 'right' },
    { title: 'figures', align: 'right' },
    { title: 'verdict' },
  ] as const
  return textTable(
    columns,
    subjects.map(({ first, exact, all, verdict }) => [
      named(first),
      first.reported,
      first.measured,
      `${exact}/${all}`,
      verdict,
    ]),
    (cell, column, row) =>
      column === columns.length - 1 ? coloured(verdictColours[subjects[row]!.verdict], cell) : cell,
  )
}

/** Each figure with its difference, under the cause that they share. */
function deviationLines(deviating: readonly ReplayRow[], named: (row: ReplayRow) => string): string[] {
  const byCause = Map.groupBy(deviating, ({ reason }) => /: (.*)$/s.exec(reason)?.[1] ?? '')
  return [...byCause].flatMap(([cause, those]) => [
    ...those.map((row) => {
      const [by = ''] = row.reason.split(': ', 1)
      return `  ${named(row)}: ${row.metric} published ${row.reported}, measured ${row.measured} (${by})`
    }),
    ...(cause === '' ? [] : [`    ${cause}`]),
  ])
}

function summaryOf(cells: readonly ReplayRow[]) {
  const deviating = cells.filter(({ verdict }) => verdict === 'deviates')
  const isExplained = deviating.every(({ explained }) => explained)
  const verdict = deviating.length === 0 ? 'exact' : isExplained ? 'deviates, explained' : 'deviates'
  return { first: cells[0]!, exact: cells.length - deviating.length, all: cells.length, verdict } as const
}
