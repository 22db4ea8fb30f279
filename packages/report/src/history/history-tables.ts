import { counted, grouped, type HistoryRow } from '@retable/core'
import { pText } from '../cells/p-text.ts'
import type { Cell, Table } from '../tables/table.ts'
import { changeText, intervalText, valueText } from './value-text.ts'

/** A table for each family, its runs in the order of time. */
export function historyTables(rows: readonly HistoryRow[]): Table[] {
  return [...Map.groupBy(rows, ({ family }) => family)].map(([family, those]) => {
    const isEmpty = (of: (row: HistoryRow) => unknown) => those.every((row) => (of(row) ?? null) === null)
    return {
      title: family,
      columns: [
        { title: 'version' },
        { title: 'when', isDataOnly: isEmpty(({ finished }) => finished) },
        { title: 'commit', isDataOnly: isEmpty(({ git }) => git) },
        { title: 'benchmark' },
        { title: 'metric' },
        { title: 'value', align: 'right' },
        { title: '95 % interval', name: 'interval' },
        { title: 'n', align: 'right' },
        { title: 'change', align: 'right', isDataOnly: isEmpty(({ change }) => change) },
        { title: 'p', align: 'right', isDataOnly: isEmpty(({ change }) => change?.paired) },
        ...dataColumns.map((name) => ({ title: name, isDataOnly: true })),
      ],
      rows: those.map(cellsOf),
      notes: notesOf(those),
    }
  })
}

const dataColumns = ['unit', 'low', 'high', 'from', 'paired_items', 'seeds', 'run'] as const

function cellsOf(row: HistoryRow): Cell[] {
  const { version, run, finished, git, series, metric, unit, value, interval, n, change, seeds } = row
  const p = change?.paired?.p ?? null
  const data = (each: number | string | null) => ({ text: '', data: each })
  return [
    { text: version ?? run, data: version ?? '' },
    { text: finished?.slice(0, 10) ?? '', data: finished ?? '' },
    git === null ? '' : `${git.commit.slice(0, 8)}${git.dirtyPatch === null ? '' : '+'}`,
    series,
    metric,
    { text: valueText(value, unit), data: Number.isFinite(value) ? value : null },
    intervalText(interval, unit),
    { text: grouped(n), data: n },
    changeCell(row),
    { text: pText(p), data: p },
    data(unit),
    ...[interval?.low, interval?.high].map((end) => data(end ?? null)),
    data(change?.from ?? ''),
    data(change?.paired?.items.paired ?? null),
    ...[data(seeds), data(run)],
  ]
}

function changeCell({ change, unit }: HistoryRow): Cell {
  if (change === null) return ''
  const { difference } = change
  if (difference === null) return 'not comparable'
  if (!Number.isFinite(difference)) return ''
  return { text: changeText(difference, unit), data: difference }
}

function notesOf(rows: readonly HistoryRow[]): string[] {
  const notes = rows.flatMap(rowNotes)
  if (rows.some(({ change }) => change?.paired)) {
    notes.push('p: paired, over the items that a run and the one before it share; no other row counts in it')
  }
  const seeds = [...new Set(rows.map((row) => row.seeds))].filter((count) => count > 1)
  return [
    ...notes,
    ...seeds.map((count) => `of ${counted(count, 'seed')}: the mean, and the interval between seeds`),
  ]
}

function rowNotes(row: HistoryRow): string[] {
  const { version, run, series, change, doubts, unit } = row
  const name = `${version ?? run}, ${series}`
  const notes = doubts.map((doubt) => `${name}: nothing may be concluded: ${doubt}`)
  if (change === null) return notes
  if (change.differing.length > 0) {
    notes.push(`${name}: not comparable with ${change.from}: ${change.differing.join('; ')}`)
  }
  if (change.paired === null) return notes
  const { effect, items } = change.paired
  if (items.paired < Math.max(items.before, items.after)) {
    notes.push(
      `${name}: p is of the ${counted(items.paired, 'item')} that it shares with ${change.from}, over which it changed by ${changeText(effect, unit)}`,
    )
  }
  return notes
}
