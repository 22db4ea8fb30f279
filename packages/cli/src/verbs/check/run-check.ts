import { isSecondHand, quotedValue, type ReportedCell } from '@retable/core'
import {
  checkCounts,
  checkPapers,
  isSurprising,
  paperIds,
  totalCounts,
  type CheckCounts,
  type Finding,
  type PaperCheck,
  type ToldDifference,
} from '@retable/harness/papers'
import { coloured, counted, printable, printableJson, type Colour } from '@retable/report'
import { root } from '../../root.ts'
import { exitCodes } from '../../exit-codes.ts'

/** Options of `retable check`. */
export interface CheckRequest {
  readonly papers: readonly string[]
  readonly json: boolean
  /** Only counts, a line a paper. */
  readonly summary?: boolean
}

/**
 * Prints every contradiction and a total; exit code 1 if one is new or a known one vanished. With `json` one array over
 * papers; with `summary` too, one document of counts.
 */
export async function runCheck({ papers, json, summary = false }: CheckRequest): Promise<void> {
  const checks = await checkPapers(root, papers.length > 0 ? papers : paperIds(root))
  const counts = checks.map(checkCounts)
  const total = totalCounts(counts)
  if (json) {
    const papers = checks.map(({ paper }, i) => ({ paper, ...counts[i]! }))
    process.stdout.write(`${printableJson(summary ? { papers, total } : checks)}\n`)
  } else {
    const heads = checks.map(
      ({ paper }, i) => `${coloured('bold', printable(paper))}: ${countText(counts[i]!)}`,
    )
    const texts = checks.map((check, i) =>
      summary ? heads[i]! : [heads[i]!, ...foundText(check), ''].join('\n'),
    )
    const end = `${coloured('bold', `total, ${counted(checks.length, 'paper')}`)}: ${countText(total)}`
    process.stdout.write(`${[...texts, end].join('\n')}\n`)
  }
  if (checks.some(isSurprising)) process.exitCode = exitCodes.deviation
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
