import { isSecondHand, type ReportedCell } from '@retable/core'
import type { Finding, PaperCheck } from './check-paper.ts'

/** A paper's contradictions as a Markdown list; empty where there are none. */
export function contradictionList({ findings, faults }: PaperCheck): string {
  const broken = findings.filter(({ outcome }) => outcome !== 'holds')
  return [...broken.map(item), ...faults.map((fault) => `- **fault**: ${escaped(fault)}.\n`)].join('')
}

/** The same in short: one item for all contradictions of one source and cause, with no cells but the first's row. */
export function contradictionSummary(findings: readonly Finding[]): string {
  const alike = Map.groupBy(findings, ({ outcome, kind, source, known }) =>
    JSON.stringify([outcome, kind, source, known]),
  )
  return [...alike.values()].map(summary).join('')
}

function summary(findings: readonly Finding[]): string {
  const { outcome, kind, source, known } = findings[0]!
  const times = findings.length > 1 ? `, ${findings.length} times` : ''
  const shown = findings.slice(0, 4).map(({ statement, cells }) => {
    const { row, column } = cells.at(-1)!
    return `${escaped(statement)} (${escaped(`${row}, ${column}`)})`
  })
  const others = findings.length > 4 ? '; …' : ''
  const cause = known === '' ? '' : ` ${sentence(known)}`
  return `- **${kind}**, ${wordOf(outcome)}${times}: ${shown.join('; ')}${others}. ${sentence(source)}${cause}\n`
}

function wordOf(outcome: Finding['outcome']): string {
  return outcome === 'vanished' ? 'said to be broken, and holds' : outcome
}

/** Whether what contradicts each other stands in different versions of a paper, or sources about it. */
export function isBetweenVersions({ cells }: Finding): boolean {
  return new Set(cells.map(({ version }) => version)).size > 1
}

/** A cell as it is quoted: value, unit and where it stands. */
export function quoted(cell: ReportedCell): string {
  const { value, unit, table, row, column, version } = cell
  const unitText = unit === '' ? '' : ` ${unit}`
  const hand = isSecondHand(cell) ? `, second hand (${cell.read_from})` : ''
  return escaped(`${value}${unitText} (${table}: ${row}, ${column}; ${version}${hand})`)
}

function item({ outcome, kind, statement, source, known, cells }: Finding): string {
  // A rising row or a long sum is read in its table.
  const shown = cells.length > 6 ? [cells[0]!, cells.at(-1)!] : cells
  const between = new Set(cells.map(({ version }) => version)).size > 1 ? ', between versions' : ''
  return [
    `- **${kind}**, ${wordOf(outcome)}${between}: ${escaped(statement)}. ${sentence(source)}`,
    known === '' ? '\n' : ` ${sentence(known)}\n`,
    ...shown.map((cell) => `  - ${quoted(cell)}\n`),
  ].join('')
}

function sentence(text: string): string {
  const words = escaped(text).replace(/[.:;]$/, '')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** Text of a CSV or a sentence as Markdown shows it. */
export function escaped(text: string): string {
  return text.replace(/[*_`<\\|]/g, (character) => `\\${character}`).replaceAll('\n', ' ')
}
