import type { Measurement } from '@retable/core'
import { grouped, measurementText, printable, tableText, type Cell, type Table } from '@retable/report'
import { lostOf, type LostCounts } from './lost-text.ts'

/** One line of {@link scoreTable}. */
export type TableRow =
  | {
      readonly name: string
      readonly variant: string
      readonly n: number
      readonly metrics: readonly Measurement[]
      readonly lost: LostCounts
    }
  /** Of a file that could not be scored. */
  | { readonly name: string; readonly variant?: string; readonly failure: string }

/** Scores side by side, a line each: of several files, or of one file (which is not named) by several variants. */
export function scoreTable(rows: readonly TableRow[]): string {
  // Accuracy and no_answer of outputs; of judgements what comes first.
  const names = [
    ...new Set(scoredOf(rows).flatMap(({ metrics }) => metrics.slice(0, 2).map(({ name }) => name))),
  ].slice(0, 4)
  return tableText(scoresTable('', rows, names), { isIndented: true })
}

/** The same with every metric, as a table. */
export function wholeScoreTable(title: string, rows: readonly TableRow[]): Table {
  return scoresTable(title, rows, [
    ...new Set(scoredOf(rows).flatMap(({ metrics }) => metrics.map(({ name }) => name))),
  ])
}

function scoredOf(rows: readonly TableRow[]) {
  return rows.flatMap((row) => ('failure' in row ? [] : [row]))
}

function scoresTable(title: string, rows: readonly TableRow[], names: readonly string[]): Table {
  const isOfOne = rows.every(({ name }) => name === rows[0]?.name)
  const none: Cell = { text: '–', data: null }
  const noMeasurement: readonly Cell[] = [none, '']
  return {
    title,
    columns: [
      ...(isOfOne ? [] : [{ title: 'file' }]),
      { title: 'variant' },
      { title: 'items', align: 'right' },
      ...names.flatMap((name) => [
        { title: printable(name), align: 'right' } as const,
        { title: 'std. error', name: `${name} std. error`, align: 'right' } as const,
      ]),
      { title: 'lost rows', align: 'right' },
    ],
    rows: rows.map((row) => {
      const label = isOfOne ? [row.variant ?? '–'] : [row.name, row.variant ?? '–']
      if ('failure' in row) return [...label, none, ...names.flatMap(() => noMeasurement), 'all']
      const cells = names.flatMap((name): readonly Cell[] => {
        const metric = row.metrics.find((each) => each.name === name)
        if (metric === undefined) return noMeasurement
        const { value, standardError } = measurementText(metric)
        return [
          { text: value, data: metric.value },
          { text: standardError, data: metric.standardError },
        ]
      })
      const { rows: count, of, samples } = row.lost
      const lost = count === 0 ? '0' : samples ? lostOf(row.lost) : `${grouped(count)} of ${grouped(of)}`
      return [...label, { text: grouped(row.n), data: row.n }, ...cells, lost]
    }),
  }
}
