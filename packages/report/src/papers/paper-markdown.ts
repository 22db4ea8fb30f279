import {
  isSecondHand,
  quotedValue,
  type Paper,
  type PaperCheck,
  type PaperReplayResult,
  type ReportedCell,
  type StatedClaim,
} from '@retable/core'
import { isBetweenSources } from '../checks/between-sources.ts'
import { contradictionSummary, differenceSummary } from '../checks/contradictions-markdown.ts'
import { paperReplayMarkdown } from '../replays/paper-replay-markdown.ts'
import { escapedMarkdown, markdownTable } from '../text/markdown.ts'

/** What is known of a paper. */
export interface PaperFacts {
  readonly paper: Pick<Paper, 'id' | 'versions'>
  readonly claims: readonly StatedClaim[]
  readonly cells: readonly ReportedCell[]
  readonly check: PaperCheck
  readonly replay: PaperReplayResult
  /** By claim's id, why it is not tested on the tier that the paper is run at. */
  readonly untested: ReadonlyMap<string, string>
}

/** A paper's facts in Markdown: claims, what can be recomputed, versions, contradictions. */
export function paperMarkdown({ paper, claims, cells, check, replay, untested }: PaperFacts): string {
  const broken = check.findings.filter(({ outcome }) => outcome !== 'holds')
  const between = broken.filter(isBetweenSources)
  const within = broken.filter((finding) => !isBetweenSources(finding))
  const section = (title: string, text: string) => `## ${title}\n\n${text.trim()}\n\n`
  return [
    section('Claims', claimTable(claims, cells, untested)),
    section('Cells that are recomputed', paperReplayMarkdown(replay)),
    section(
      'Versions',
      [
        markdownTable(
          ['version', 'read', 'cells'],
          versionsOf(paper.versions, cells).map(({ version, read, count }) => [version, read, String(count)]),
        ),
        `\nWhat differs between versions or sources:${orNone(
          `${contradictionSummary(between)}${differenceSummary(check.differences)}`,
        )}`,
      ].join(''),
    ),
    section(
      'Contradictions',
      `Within a version (all with their cells: \`./retable check ${paper.id}\`):${orNone(contradictionSummary(within))}`,
    ),
    cells.some(isSecondHand) ? `† second hand: ${secondHandKinds(cells)}.\n` : '',
  ].join('')
}

function secondHandKinds(cells: readonly ReportedCell[]): string {
  return [...new Set(cells.filter(isSecondHand).map(({ read_from }) => read_from))].toSorted().join(', ')
}

function orNone(list: string): string {
  return list === '' ? ' none found.' : `\n\n${list}`
}

/** A claim's cells are named by their values; the ids are in claims.ts. */
function claimTable(
  claims: readonly StatedClaim[],
  cells: readonly ReportedCell[],
  untested: ReadonlyMap<string, string>,
): string {
  const byId = new Map(cells.map((cell) => [cell.cell, cell]))
  const values = (ids: readonly string[]) => {
    const those = ids.flatMap((id) => byId.get(id) ?? [])
    // The row names a number, unless a claim compares numbers of one row.
    const isByColumn = new Set(those.map(({ row }) => row)).size < those.length
    return those.map((cell) => {
      const { unit, row, column } = cell
      return `${quotedValue(cell)}${unit === '%' ? ' %' : ''} ${row}${isByColumn ? `, ${column}` : ''}`
    })
  }
  return markdownTable(
    ['claim', 'statement', 'reported'],
    claims.map(({ id, statement, explanation, cells: ids }) => [
      id,
      `${escapedMarkdown(statement)}${explanation === undefined ? '' : `: ${escapedMarkdown(explanation)}`}${untested.has(id) ? ` (not tested: ${escapedMarkdown(untested.get(id)!)})` : ''}`,
      escapedMarkdown(values(ids).join('; ')) || 'no number',
    ]),
  )
}

/** Versions that the package names, and any other that a cell is of. */
function versionsOf(
  named: readonly { readonly version: string; readonly read: string }[],
  cells: readonly ReportedCell[],
): { version: string; read: string; count: number }[] {
  const found = [...new Set(cells.map(({ version }) => version))]
  const others = found.filter((version) => !named.some((each) => each.version === version))
  const kinds = (version: string) =>
    [...new Set(cells.filter((cell) => cell.version === version).map(({ read_from }) => read_from))].join(
      ', ',
    )
  const all = [...named, ...others.map((version) => ({ version, read: kinds(version) }))]
  return all.map(({ version, read }) => ({
    version,
    read,
    count: cells.filter((cell) => cell.version === version).length,
  }))
}
