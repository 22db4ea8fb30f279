import { replayTier, type DiffCsvRow } from '@retable/harness/results'
import {
  allRemarks,
  cellRemarks,
  cellWord,
  coloured,
  printable,
  shownNumber,
  tableText,
  verdictColour,
  verdictWords,
  type Table,
} from '@retable/report'

/** Cells as their paper prints them, table by table where there are several. */
export function diffText(rows: readonly DiffCsvRow[]): string {
  const byTable = [...Map.groupBy(rows, ({ table = '' }) => table)]
  const tables = byTable.map(([table, those]) => {
    const title = byTable.length > 1 && table !== '' ? `${coloured('bold', printable(table))}\n` : ''
    return `${title}${colouredTable(diffTable(table, those), those)}`
  })
  const { reasons, summary, assumptions } = remarksOf(rows)
  const below = [reasons, summary, assumptions].map((lines) => lines.join('\n'))
  return [...tables, ...below.filter((part) => part !== '')].join('\n\n') + '\n'
}

function remarksOf(rows: readonly DiffCsvRow[]) {
  return cellRemarks(
    rows.map(({ tier, verdict, reason, n_from: from, ci_low: low, assumptions = '' }) => ({
      ...{ tier, verdict, reason, nFrom: nFrom(from), hasInterval: low !== '' },
      assumptions: assumptions === '' ? [] : tier === 'eval' ? assumptions.split('; ') : [assumptions],
    })),
  )
}

function nFrom(text: string | undefined): 'printed' | 'inferred' | 'taken' | null {
  return text === 'printed' || text === 'inferred' || text === 'taken' ? text : null
}

function colouredTable(table: Table, rows: readonly DiffCsvRow[]): string {
  const colourOf = (column: string, row: number) =>
    column === 'verdict' ? verdictColour(cellWord(rows[row]!)) : undefined
  return tableText(table, { colourOf })
}

/** The same as tables, with what stands below as the last one's notes. */
export function diffTables(
  run: string,
  rows: readonly DiffCsvRow[],
  above: readonly string[] = [],
): readonly Table[] {
  const tables = [...Map.groupBy(rows, ({ table = '' }) => table)].map(([table, those]) =>
    diffTable(table, those),
  )
  const notes = [`run ${run}`, ...above, ...allRemarks(remarksOf(rows))]
  return tables.map((table, i) => (i === tables.length - 1 ? { ...table, notes } : table))
}

function diffTable(title: string, rows: readonly DiffCsvRow[]): Table {
  const isReplay = rows.every(({ tier }) => tier === replayTier)
  // A run sets measurements beside rows; of a replay any cell of a table may be there.
  const hasColumns = isReplay || new Set(rows.map(({ column = '' }) => column)).size > 1
  const hasIntervals = rows.some(({ ci_low: low }) => low !== '')
  return {
    title,
    columns: [
      { title: 'row' },
      ...(hasColumns ? [{ title: 'column' }] : []),
      { title: 'reported', align: 'right' },
      { title: isReplay ? 'found' : 'measured', align: 'right' },
      { title: 'difference', align: 'right' },
      ...(hasIntervals ? [{ title: '95 % interval' }] : []),
      { title: 'verdict' },
      ...dataColumns.map((name) => ({ title: name, isDataOnly: true })),
    ],
    rows: rows.map((row) => {
      // What is no number stands as it is.
      const shown = (text: string) =>
        text === '' || !Number.isFinite(Number(text)) ? text : shownNumber(Number(text), row)
      const withUnit = (text: string) => `${text} ${row.unit}`.trim()
      return [
        row.row,
        ...(hasColumns ? [row.column] : []),
        { text: withUnit(row.reported), data: row.reported },
        { text: `${shown(row.measured)} ${row.measured_unit ?? row.unit}`.trim(), data: row.measured },
        { text: shown(row.difference), data: row.difference },
        ...(hasIntervals ? [row.ci_low === '' ? '' : `${shown(row.ci_low)} to ${shown(row.ci_high)}`] : []),
        { text: wordsOf(row), data: row.verdict },
        ...dataColumns.map((name) => row[name] ?? ''),
      ]
    }),
  }
}

/** What stands in CSV beside what people read. */
const dataColumns = [
  ...['unit', 'standard_error', 'ci_low', 'ci_high', 'cell', 'reason'],
  ...['resolution', 'reported_n', 'n_from', 'assumptions'],
] as const
function wordsOf(row: DiffCsvRow): string {
  const { unit, resolution = '', coarse } = row
  const verdict = cellWord(row)
  const caught = resolution === '' ? null : Number(resolution)
  return verdictWords({ verdict, unit, resolution: caught, coarse: coarse === 'coarse' })
}
