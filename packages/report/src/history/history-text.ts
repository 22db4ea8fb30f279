import type { HistoryRow } from '@retable/core'
import { tableText } from '../tables/table-text.ts'
import { printable } from '../text/printable.ts'
import { coloured } from '../text/text-table.ts'
import { historyTables } from './history-tables.ts'
import { trendLines, trendsOf } from './trend.ts'

/** A history for a terminal: each family's runs, what a reader has to know of them, and its trends. */
export function historyText(rows: readonly HistoryRow[]): string {
  const families = Map.groupBy(rows, ({ family }) => family)
  const sections = historyTables(rows).map((table) => {
    const trends = trendLines(trendsOf(families.get(table.title)!))
    return [
      `${coloured('bold', printable(table.title))}\n${tableText(table, { isIndented: true })}`,
      (table.notes ?? []).map((note) => `  ${printable(note)}`).join('\n'),
      trends.join('\n'),
    ]
      .filter((part) => part !== '')
      .join('\n\n')
  })
  return `${sections.join('\n\n')}\n`
}
