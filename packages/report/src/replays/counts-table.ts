import { grouped } from '@retable/core'
import type { Table } from '../tables/table.ts'
import { totalOf, type NamedCounts, type ReplayCounts } from './replay-counts.ts'

/** What several replays found, a row each, and their total. */
export function countsTable(all: readonly NamedCounts[]): Table {
  const kinds = (['benchmark', 'paper'] as const).flatMap((kind) => {
    const those = all.filter((each) => each.kind === kind)
    return those.length === 0 ? [] : [{ name: 'total', kind, counts: totalOf(those) }]
  })
  return {
    title: 'Replays',
    columns: [
      { title: 'name' },
      { title: 'kind' },
      ...columns.map(([, title]) => ({ title, align: 'right' }) as const),
    ],
    rows: [...all, ...(all.length > 1 ? kinds : [])].map(({ name, kind, counts }) => [
      name,
      kind,
      ...columns.map(([key]) => ({ text: grouped(counts[key]), data: counts[key] })),
    ]),
  }
}

const columns: readonly (readonly [keyof ReplayCounts, string])[] = [
  ['exact', 'exact'],
  ['exactInDigits', 'exact in digits, explained'],
  ['explained', 'deviate, explained'],
  ['unexplained', 'deviate, no known cause'],
  ['agrees', 'agree with another table'],
  ['differsExplained', 'differ from it, explained'],
  ['differsUnexplained', 'differ from it, no known cause'],
  ['notRecomputed', 'not recomputed'],
  ['tablesNotHad', 'tables not had'],
  ['unavailable', 'for want of a file'],
]
