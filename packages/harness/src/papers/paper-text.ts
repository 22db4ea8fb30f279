import { isSecondHand, quotedValue, type ReportedCell, type StatedClaim } from '@retable/core'
import { checkPaper } from './check/check-paper.ts'
import { untestedReasons } from './claim-tests.ts'
import {
  contradictionSummary,
  differenceSummary,
  escaped,
  isBetweenSources,
} from './check/contradiction-text.ts'
import type { LoadedPaper } from './load-paper.ts'
import { markdownTable } from './markdown.ts'
import { replayedText } from '../replay/replayed-text.ts'
import type { PaperReplayed } from '../replay/replay-paper.ts'

/** What a paper's package knows of it, in Markdown: claims, what can be recomputed, versions, contradictions. */
export function paperText({ reproduction, cells }: LoadedPaper, replayed: PaperReplayed): string {
  const { paper, claims } = reproduction
  const check = checkPaper(reproduction, cells)
  const broken = check.findings.filter(({ outcome }) => outcome !== 'holds')
  const between = broken.filter(isBetweenSources)
  const within = broken.filter((finding) => !isBetweenSources(finding))
  const section = (title: string, text: string) => `## ${title}\n\n${text.trim()}\n\n`
  return [
    section('Claims', claimTable(claims, cells, untestedReasons(reproduction))),
    section('Cells that are recomputed', replayedText(replayed)),
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
    claims.map(({ id, statement, cells: ids }) => [
      id,
      `${escaped(statement)}${untested.has(id) ? ` (not tested: ${escaped(untested.get(id)!)})` : ''}`,
      escaped(values(ids).join('; ')) || 'no number',
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
