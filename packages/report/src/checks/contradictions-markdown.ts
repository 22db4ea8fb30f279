import {
  isSecondHand,
  quotedValue,
  type Finding,
  type PaperCheck,
  type ReportedCell,
  type ToldDifference,
} from '@retable/core'
import { escapedMarkdown } from '../text/markdown.ts'
import { isBetweenSources } from './between-sources.ts'

/** A paper's contradictions as a Markdown list; empty where there are none. */
export function contradictionList({ findings, differences, faults }: PaperCheck): string {
  const broken = findings.filter(({ outcome }) => outcome !== 'holds')
  return [
    ...broken.map(item),
    ...differences.map((told) => `${differenceItem(told)}${cellLines(told.cells)}`),
    ...faults.map((fault) => `- **fault**: ${escapedMarkdown(fault)}.\n`),
  ].join('')
}

/** The same in short: one item for all contradictions of one source and cause, with no cells but the first's row. */
export function contradictionSummary(findings: readonly Finding[]): string {
  const alike = Map.groupBy(findings, ({ outcome, kind, source, known }) =>
    JSON.stringify([outcome, kind, source, known]),
  )
  return [...alike.values()].map(summary).join('')
}

/** Told differences in short, with the numbers that they are about. */
export function differenceSummary(differences: readonly ToldDifference[]): string {
  return differences.map(differenceItem).join('')
}

function summary(findings: readonly Finding[]): string {
  const { outcome, kind, source, known } = findings[0]!
  const times = findings.length > 1 ? `, ${findings.length} times` : ''
  const shown = findings.slice(0, 4).map(({ statement, cells }) => {
    const last = cells.at(-1)!
    const hand = cells.some(isSecondHand) ? '†' : ''
    return `${escapedMarkdown(statement)} (${escapedMarkdown(`${last.row}, ${last.column}`)}${hand})`
  })
  const others = findings.length > 4 ? '; …' : ''
  const cause = known === '' ? '' : ` ${sentence(known)}`
  return `- **${kind}**, ${wordOf(outcome)}${times}: ${shown.join('; ')}${others}. ${sentence(source)}${cause}\n`
}

function differenceItem({ between, what, source, cells }: ToldDifference): string {
  const hand = cells.some(isSecondHand) ? '†' : ''
  return `- **difference**, between ${escapedMarkdown(between)}${hand}: ${sentence(what, false)} ${sentence(source)}\n`
}

function wordOf(outcome: Finding['outcome']): string {
  return outcome === 'vanished' ? 'said to be broken, and holds' : outcome
}

/** A cell as it is quoted: value, unit and where it stands. */
export function quotedCell(cell: ReportedCell): string {
  const { unit, table, row, column, version } = cell
  const unitText = unit === '' ? '' : ` ${unit}`
  const hand = isSecondHand(cell) ? `, second hand (${cell.read_from})` : ''
  return escapedMarkdown(`${quotedValue(cell)}${unitText} (${table}: ${row}, ${column}; ${version}${hand})`)
}

function item({ outcome, kind, statement, source, known, cells }: Finding): string {
  const between = isBetweenSources({ cells }) ? ', between versions or sources' : ''
  return [
    `- **${kind}**, ${wordOf(outcome)}${between}: ${escapedMarkdown(statement)}. ${sentence(source)}`,
    known === '' ? '\n' : ` ${sentence(known)}\n`,
    cellLines(cells),
  ].join('')
}

function cellLines(cells: readonly ReportedCell[]): string {
  // A rising row or a long sum is read in its table.
  const shown = cells.length > 6 ? [cells[0]!, cells.at(-1)!] : cells
  return shown.map((cell) => `  - ${quotedCell(cell)}\n`).join('')
}

function sentence(text: string, isCapital = true): string {
  const words = escapedMarkdown(text).replace(/[.:;]$/, '')
  return `${isCapital ? words.charAt(0).toUpperCase() : words.charAt(0)}${words.slice(1)}.`
}
