import type { BenchmarkComparison, Comparison } from '@retable/core'
import { pText } from '../cells/p-text.ts'
import type { Cell, Table } from '../tables/table.ts'
import { comparisonNotes } from './comparison-notes.ts'
import { scoreDifferenceText, scoreText } from './score-text.ts'

/** What is seen of a difference at level .05, all that was compared counted. */
export function seen({ adjustedP, difference }: BenchmarkComparison): 'better' | 'worse' | 'none seen' | '' {
  if (adjustedP === null || difference === null) return ''
  if (adjustedP >= 0.05) return 'none seen'
  return difference.effect > 0 ? 'better' : 'worse'
}

/** One table of all differences, and one of categories where items have some. */
export function comparisonTables(comparisons: readonly Comparison[]): readonly Table[] {
  const several = comparisons.length > 1
  const rows = comparisons.flatMap((comparison) => comparison.benchmarks.map((one) => ({ comparison, one })))
  const [first] = comparisons
  const title = several
    ? `compared with ${first?.baseline ?? ''}`
    : `${first?.candidate ?? ''} compared with ${first?.baseline ?? ''}`
  const differences: Table = {
    title,
    name: 'differences',
    columns: [
      ...(several ? [{ title: 'candidate' }] : []),
      { title: 'benchmark' },
      { title: 'baseline', align: 'right' },
      { title: 'candidate', name: 'candidate_score', align: 'right' },
      { title: 'difference', align: 'right' },
      { title: '95 % interval', name: 'interval' },
      { title: 'p (Holm)', name: 'p_holm', align: 'right' },
      { title: 'fell', align: 'right' },
      { title: 'rose', align: 'right' },
      { title: 'of', name: 'paired', align: 'right' },
      { title: 'difference seen', name: 'seen' },
      ...dataColumns.map((name) => ({ title: name, isDataOnly: true })),
    ],
    rows: rows.map(({ comparison, one }) => [
      ...(several ? [comparison.candidate] : []),
      ...differenceCells(one),
    ]),
    notes: rows.flatMap(({ comparison, one }) =>
      comparisonNotes(one).map(
        (note) => `${several ? `${comparison.candidate}, ` : ''}${one.setting}: ${note}`,
      ),
    ),
  }
  const categories = rows.flatMap(({ comparison, one }) =>
    one.categories.map((each) => [
      ...(several ? [comparison.candidate] : []),
      ...[one.setting, each.category],
      ...[each.worse, each.better, each.paired].map(String),
    ]),
  )
  if (categories.length === 0) return [differences]
  return [
    differences,
    {
      title: 'by category',
      name: 'categories',
      columns: [
        ...(several ? [{ title: 'candidate' }] : []),
        ...[{ title: 'benchmark' }, { title: 'category' }],
        ...['fell', 'rose', 'of'].map((name) => ({ title: name, align: 'right' as const })),
      ],
      rows: categories,
    },
  ]
}

const dataColumns = [
  'low',
  'high',
  'p',
  'baseline_alone',
  'candidate_alone',
  'samples_least',
  'samples_most',
] as const

function differenceCells(one: BenchmarkComparison): Cell[] {
  const { setting, bounds, baseline, candidate, difference, adjustedP, better, worse, items, samples } = one
  const text = difference === null ? undefined : scoreDifferenceText(difference, bounds)
  const data = (value: number | null) => ({ text: '', data: value })
  return [
    setting,
    { text: scoreText(baseline, bounds), data: baseline },
    { text: scoreText(candidate, bounds), data: candidate },
    { text: text?.effect ?? '', data: difference?.effect ?? null },
    text?.interval ?? '',
    { text: pText(adjustedP), data: adjustedP },
    ...[worse, better, items.paired].map((count) => ({ text: count.toLocaleString('en'), data: count })),
    seen(one),
    ...[difference?.low, difference?.high, difference?.p].map((value) => data(value ?? null)),
    ...[items.baselineAlone, items.candidateAlone, samples.least, samples.most].map(data),
  ]
}
