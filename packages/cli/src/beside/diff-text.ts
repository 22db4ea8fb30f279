import { replayTier, type DiffCsvRow } from '@retable/harness/results'
import {
  allRemarks,
  assumedLines,
  cellRemarks,
  cellWord,
  coloured,
  differencesIn,
  printable,
  quotedNotes,
  quotedText,
  shownNumber,
  tableText,
  unitWord,
  verdictColour,
  verdictWords,
  type QuotedCell,
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
  const below = [signsOf(rows), reasons, summary, assumedLines(assumptions)].map((lines) => lines.join('\n'))
  return [...tables, ...below.filter((part) => part !== '')].join('\n\n') + '\n'
}

function remarksOf(rows: readonly DiffCsvRow[]) {
  return cellRemarks(
    rows.map(
      ({ table, row, column, tier, verdict, reason, n_from: from, ci_low: low, assumptions = '' }) => ({
        ...{ table, row, column, tier, verdict, nFrom: nFrom(from), hasInterval: low !== '' },
        reasons: verdict === 'not comparable' ? differencesIn(reason) : reason === '' ? [] : [reason],
        // Each begins with what it is of.
        assumptions: assumptions === '' ? [] : assumptions.split(/; (?=[^;:]+: |the reported rating, )/),
      }),
    ),
  )
}

function quotedCell({ reported, unit, read_from: readFrom }: DiffCsvRow): QuotedCell {
  return { reported, unit, readFrom }
}

function signsOf(rows: readonly DiffCsvRow[]): string[] {
  return quotedNotes(rows.map(quotedCell)).map(printable)
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
  const notes = [`run ${run}`, ...above, ...signsOf(rows), ...allRemarks(remarksOf(rows))]
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
      ...(hasIntervals ? [{ title: '95 % interval', isTextOnly: true }] : []),
      { title: 'verdict' },
      ...dataColumns.map((name) => ({ title: name, isDataOnly: true })),
    ],
    rows: rows.map((row) => {
      // What is no number stands as it is.
      const shown = (text: string) =>
        text === '' || !Number.isFinite(Number(text)) ? text : shownNumber(Number(text), row)
      return [
        row.row,
        ...(hasColumns ? [row.column] : []),
        { text: quotedText(quotedCell(row)), data: row.reported },
        { text: measuredText(row, shown), data: row.measured },
        { text: shown(row.difference), data: row.difference },
        ...(hasIntervals ? [row.ci_low === '' ? '' : `${shown(row.ci_low)} to ${shown(row.ci_high)}`] : []),
        { text: wordsOf(row), data: row.verdict },
        ...dataColumns.map((name) => row[name] ?? ''),
      ]
    }),
  }
}

function measuredText(
  { measured, measured_unit, unit }: DiffCsvRow,
  shown: (text: string) => string,
): string {
  return measured === '' ? '–' : `${shown(measured)} ${unitWord(measured_unit ?? unit)}`.trim()
}

/** What stands in CSV beside what people read. */
const dataColumns = [
  ...['unit', 'standard_error', 'ci_low', 'ci_high', 'cell', 'reason'],
  ...['resolution', 'reported_n', 'n_from', 'assumptions', 'read_from'],
] as const
function wordsOf(row: DiffCsvRow): string {
  const { unit, resolution = '', coarse } = row
  const verdict = cellWord(row)
  const caught = resolution === '' ? null : Number(resolution)
  return verdictWords({ verdict, unit, resolution: caught, coarse: coarse === 'coarse' })
}
