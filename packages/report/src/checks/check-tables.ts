import { grouped, isSecondHand, quotedValue, type PaperCheck, type ReportedCell } from '@retable/core'
import type { Table } from '../tables/table.ts'
import { isBetweenSources } from './between-sources.ts'
import { checkCounts, totalCounts, type CheckCounts } from './check-counts.ts'

/**
 * What a check found as tables: a table of contradictions, differences and faults for each paper that has any, then the
 * counts.
 *
 * @param options - `summary` leaves only the counts
 */
export function checkTables(
  checks: readonly PaperCheck[],
  { summary }: { readonly summary: boolean },
): readonly Table[] {
  const found = summary ? [] : checks.map(foundTable).filter(({ rows }) => rows.length > 0)
  return [...found, countsTable(checks)]
}

/** A paper’s contradictions, differences and faults. */
export function foundTable({ paper, findings, differences, faults }: PaperCheck): Table {
  return {
    title: `${paper}: what contradicts itself`,
    name: paper,
    columns: [
      { title: 'outcome' },
      { title: 'kind' },
      { title: 'what' },
      { title: 'where' },
      { title: 'known' },
      { title: 'cells' },
    ],
    rows: [
      ...faults.map((fault) => ['fault', '', fault, '', '', '']),
      ...findings
        .filter(({ outcome }) => outcome !== 'holds')
        .map((finding) => [
          `${finding.outcome}${isBetweenSources(finding) ? ', between versions or sources' : ''}`,
          finding.kind,
          finding.statement,
          finding.source,
          finding.known,
          finding.cells.map(cellText).join('; '),
        ]),
      ...differences.map(({ between, what, source, cells }) => [
        `difference between ${between}`,
        '',
        what,
        source,
        '',
        cells.map(cellText).join('; '),
      ]),
    ],
  }
}

function countsTable(checks: readonly PaperCheck[]): Table {
  const counts = checks.map(checkCounts)
  const rows = checks.map(({ paper }, i) => ({ paper, counts: counts[i]! }))
  return {
    title: 'Checks',
    columns: [{ title: 'paper' }, ...columns.map(([, title]) => ({ title, align: 'right' }) as const)],
    rows: [...rows, { paper: 'total', counts: totalCounts(counts) }].map(({ paper, counts: those }) => [
      paper,
      ...columns.map(([key]) => ({ text: grouped(those[key]), data: those[key] })),
    ]),
  }
}

const columns: readonly (readonly [keyof CheckCounts, string])[] = [
  ['cells', 'cells'],
  ['holds', 'relations hold'],
  ['shares', 'shares hold'],
  ['known', 'known contradictions'],
  ['knownBetweenSources', 'of them between versions or sources'],
  ['new', 'new'],
  ['vanished', 'vanished'],
  ['differences', 'differences between texts'],
  ['faults', 'faults'],
]

function cellText(cell: ReportedCell): string {
  const { unit, table, row, column, version } = cell
  const hand = isSecondHand(cell) ? `, second hand: ${cell.read_from}` : ''
  return `${`${quotedValue(cell)} ${unit}`.trim()} (${table}, ${row}, ${column}, ${version}${hand})`
}
