import { isSecondHand, quotedValue, type ReportedCell } from '@retable/core'
import {
  checkPapers,
  isSurprising,
  paperIds,
  type Finding,
  type PaperCheck,
  type ToldDifference,
} from '@retable/harness/papers'
import { coloured, counted, printable, printableJson, type Colour } from '@retable/report'
import { root } from './root.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `retable check`. */
export interface CheckRequest {
  readonly papers: readonly string[]
  readonly json: boolean
}

/** Prints every contradiction; exit code 1 if one is new or a known one vanished. With `json` one array over papers. */
export async function runCheck({ papers, json }: CheckRequest): Promise<void> {
  const checks = await checkPapers(root, papers.length > 0 ? papers : paperIds(root))
  process.stdout.write(json ? `${printableJson(checks)}\n` : `${checks.map(textOf).join('\n')}`)
  if (checks.some(isSurprising)) process.exitCode = exitCodes.deviation
}

function textOf(check: PaperCheck): string {
  const { paper, reported, findings, differences, possibleShares, faults } = check
  const count = (outcome: Finding['outcome']) => findings.filter((found) => found.outcome === outcome).length
  const surprises = [
    `${count('new')} new`,
    ...(count('vanished') > 0 ? [`${count('vanished')} vanished`] : []),
  ]
  const summary = [
    counted(reported, 'cell'),
    `${counted(count('holds'), 'relation')} and ${counted(possibleShares, 'share')} hold`,
    `${counted(findings.length - count('holds'), 'contradiction')}: ${count('known')} known, ${surprises.join(', ')}`,
    ...(differences.length > 0 ? [`${counted(differences.length, 'difference')} between texts`] : []),
    ...(faults.length > 0 ? [counted(faults.length, 'fault')] : []),
  ].join('; ')
  return [
    `${coloured('bold', paper)}: ${summary}`,
    ...faults.map((fault) => `  ${coloured('red', 'fault')}: ${printable(fault)}`),
    ...findings.filter(({ outcome }) => outcome !== 'holds').map(findingText),
    ...differences.map(differenceText),
    '',
  ].join('\n')
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
  const hand = isSecondHand(cell) ? ` (second hand: ${cell.read_from})` : ''
  return `    ${printable(`${quotedValue(cell)} ${unit}`.trim())}  ${printable(`${table}, ${row}, ${column}, ${version}`)}${hand}`
}
