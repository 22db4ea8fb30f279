import type { Measurement } from '@retable/core'
import { grouped, measurementText, printable, textTable } from '@retable/report'
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
  const isOfOne = rows.every(({ name }) => name === rows[0]?.name)
  const scored = rows.flatMap((row) => ('failure' in row ? [] : [row]))
  // Accuracy and no_answer of outputs; of judgements what comes first.
  const names = [
    ...new Set(scored.flatMap(({ metrics }) => metrics.slice(0, 2).map(({ name }) => name))),
  ].slice(0, 4)
  const columns = [
    ...(isOfOne ? [] : [{ title: '  file' }]),
    { title: isOfOne ? '  variant' : 'variant' },
    { title: 'items', align: 'right' },
    ...names.flatMap((name) => [
      { title: printable(name), align: 'right' } as const,
      { title: 'std. error', align: 'right' } as const,
    ]),
    { title: 'lost rows', align: 'right' },
  ] as const
  const lines = rows.map((row) => {
    const label = isOfOne ? [`  ${row.variant ?? '–'}`] : [`  ${row.name}`, row.variant ?? '–']
    if ('failure' in row) {
      return [...label, '–', ...names.flatMap(() => ['–', '']), 'all']
    }
    const cells = names.flatMap((name) => {
      const metric = row.metrics.find((each) => each.name === name)
      if (metric === undefined) return ['–', '']
      const { value, standardError } = measurementText(metric)
      return [value, standardError]
    })
    const { rows: count, of, samples } = row.lost
    const lost = count === 0 ? '0' : samples ? lostOf(row.lost) : `${grouped(count)} of ${grouped(of)}`
    return [...label, grouped(row.n), ...cells, lost]
  })
  return textTable(columns, lines)
}
