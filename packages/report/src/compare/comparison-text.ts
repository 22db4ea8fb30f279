import type { Comparison } from '@retable/core'
import { tableText } from '../tables/table-text.ts'
import { printable } from '../text/printable.ts'
import { comparisonTables } from './comparison-tables.ts'

/** Comparisons as people read them. */
export function comparisonText(comparisons: readonly Comparison[]): string {
  const tables = comparisonTables(comparisons)
  const alone = comparisons.flatMap(({ candidate, baseline, baselineAlone, candidateAlone }) => [
    ...(baselineAlone.length > 0 ? [`${baseline} alone has: ${baselineAlone.join(', ')}`] : []),
    ...(candidateAlone.length > 0 ? [`${candidate} alone has: ${candidateAlone.join(', ')}`] : []),
  ])
  const [first] = comparisons
  const names = [
    `baseline   ${first?.baseline ?? ''}`,
    ...comparisons.map(({ candidate }) => `candidate  ${candidate}`),
  ]
  return [
    ...names.map(printable),
    '',
    ...tables.flatMap((table) => [
      `${tableText(table)}\n`,
      ...(table.notes ?? []).map((note) => `  ${printable(note)}`),
      ...(table.notes?.length ? [''] : []),
    ]),
    ...alone.map(printable),
  ]
    .join('\n')
    .trimEnd()
}
