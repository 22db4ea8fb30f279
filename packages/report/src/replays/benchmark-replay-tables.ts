import type { BenchmarkReplay, RowNotes } from '@retable/core'
import type { Table } from '../tables/table.ts'
import {
  namingOf,
  summariesOf,
  summaryText,
  type Naming,
  type RowSummary,
} from './benchmark-replay-summary.ts'
import { figureReasonText } from './reason-text.ts'

/** A benchmark's replay as tables: its rows, then every figure that deviates, then what is not recomputed, with the reasons. */
export function benchmarkReplayTables(replay: BenchmarkReplay): readonly Table[] {
  const { name, rows, notRecomputed, notes } = replay
  const named = namingOf([...rows, ...notRecomputed])
  const subjects = summariesOf(rows)
  const deviating = rows.filter(({ verdict }) => verdict === 'deviates')
  const { title, columns, rows: cells } = rowsTable(name, subjects, named)
  return [
    { title, columns, rows: cells, notes: [...sharedNotes(notes, subjects.length), summaryText(replay)] },
    {
      title: `${name}: figures that deviate`,
      columns: [
        { title: 'row' },
        { title: 'figure' },
        { title: 'published', align: 'right' } as const,
        { title: 'measured', align: 'right' } as const,
        { title: 'agreeing digits', align: 'right' } as const,
        { title: 'why' },
      ],
      rows: deviating.map((figure) => [
        named(figure),
        figure.metric,
        figure.reported,
        figure.measured,
        String(figure.agreeingDigits ?? ''),
        figureReasonText(figure),
      ]),
    },
    {
      title: `${name}: published, not recomputed`,
      columns: [{ title: 'row' }, { title: 'why' }],
      rows: notRecomputed.map((row) => [named(row), row.reason]),
    },
  ].filter((table, i) => i === 0 || table.rows.length > 0)
}

/** Rows of a published table by the figure that is shown, the highest first. */
export function rowsTable(title: string, subjects: readonly RowSummary[], named: Naming) {
  const ordered = [...Map.groupBy(subjects, ({ first }) => first.table).values()].flatMap((ofTable) =>
    ofTable.toSorted((one, other) => Number(other.first.reported) - Number(one.first.reported)),
  )
  const table: Table = {
    title,
    columns: [
      { title: 'row' },
      { title: 'figure' },
      { title: 'published', align: 'right' },
      { title: 'measured', align: 'right' },
      { title: 'exact', align: 'right' },
      { title: 'verdict' },
    ],
    rows: ordered.map(({ first, exact, all, wording }) => [
      named(first),
      first.metric,
      first.reported,
      first.measured,
      `${exact}/${all}`,
      wording,
    ]),
  }
  return { ...table, ordered }
}

/** Notes that hold of every recomputed row of a table, each once; those of single rows are for --json. */
export function sharedNotes(notes: readonly RowNotes[], rows: number): string[] {
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
