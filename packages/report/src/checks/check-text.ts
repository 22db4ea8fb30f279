import {
  counted,
  isSecondHand,
  quotedValue,
  type Finding,
  type PaperCheck,
  type ReportedCell,
  type ToldDifference,
} from '@retable/core'
import { printable } from '../text/printable.ts'
import { coloured, type Colour } from '../text/text-table.ts'
import { checkCounts, totalCounts, type CheckCounts } from './check-counts.ts'

/**
 * What `retable check` prints: every contradiction paper by paper, and a total.
 *
 * @param options - `summary` leaves only counts: a line a paper
 */
export function checkText(checks: readonly PaperCheck[], { summary }: { readonly summary: boolean }): string {
  const counts = checks.map(checkCounts)
  const texts = checks.map((check, i) => {
    const head = `${coloured('bold', printable(check.paper))}: ${countText(counts[i]!)}`
    return summary ? head : [head, ...foundText(check), ''].join('\n')
  })
  const end = `${coloured('bold', `total, ${counted(checks.length, 'paper')}`)}: ${countText(totalCounts(counts))}`
  return `${[...texts, end].join('\n')}\n`
}

function countText(counts: CheckCounts): string {
  const { cells, holds, shares, known, knownBetweenSources: between, new: fresh, vanished } = counts
  const kinds = [
    `${known} known${between > 0 ? ` (${between} between versions or sources)` : ''}`,
    `${fresh} new`,
    ...(vanished > 0 ? [`${vanished} vanished`] : []),
  ]
  return [
    counted(cells, 'cell'),
    `${counted(holds, 'relation')} and ${counted(shares, 'share')} hold`,
    `${counted(known + fresh + vanished, 'contradiction')}: ${kinds.join(', ')}`,
    ...(counts.differences > 0 ? [`${counted(counts.differences, 'difference')} between texts`] : []),
    ...(counts.faults > 0 ? [counted(counts.faults, 'fault')] : []),
  ].join('; ')
}

/** A fault is shown wherever something is: it may be why the rest is not. */
function foundText({ findings, differences, faults }: PaperCheck): string[] {
  return [
    ...faults.map((fault) => `  ${coloured('red', 'fault')}: ${printable(fault)}`),
    ...findings.filter(({ outcome }) => outcome !== 'holds').map(findingText),
    ...differences.map(differenceText),
  ]
}

const colours: Readonly<Record<Finding['outcome'], Colour>> = {
  holds: 'green',
  known: 'yellow',
  new: 'red',
  vanished: 'red',
}

function findingText({ outcome, kind, statement, source, known, cells }: Finding): string {
  const gone = outcome === 'vanished' ? ', said to be a contradiction, holds' : ''
  return [
    `  ${coloured(colours[outcome], outcome)} (${kind}${gone}): ${printable(statement)}`,
    `    ${printable(source)}`,
    ...(known === '' ? [] : [`    known: ${printable(known)}`]),
    ...cells.map(cellText),
  ].join('\n')
}

function differenceText({ between, what, source, cells }: ToldDifference): string {
  return [
    `  ${coloured('yellow', 'difference')} between ${printable(between)}: ${printable(what)}`,
    `    ${printable(source)}`,
    ...cells.map(cellText),
  ].join('\n')
}

function cellText(cell: ReportedCell): string {
  const { unit, table, row, column, version } = cell
  const hand = isSecondHand(cell) ? ` (second hand: ${printable(cell.read_from)})` : ''
  return `    ${printable(`${quotedValue(cell)} ${unit}`.trim())}  ${printable(`${table}, ${row}, ${column}, ${version}`)}${hand}`
}
