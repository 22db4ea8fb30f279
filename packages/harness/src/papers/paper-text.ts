import type { ReportedCell, StatedClaim } from '@retable/core'
import { checkPaper } from './check-paper.ts'
import { contradictionSummary, escaped, isBetweenVersions } from './contradiction-text.ts'
import type { LoadedPaper } from './load-paper.ts'
import { markdownTable } from './markdown.ts'
import type { CellsLeft, PaperReplayed } from './replay-paper.ts'

/** What a paper's package knows of it, in Markdown: claims, what can be recomputed, versions, contradictions. */
export function paperText({ reproduction, cells }: LoadedPaper, replayed: PaperReplayed): string {
  const { paper, claims } = reproduction
  const check = checkPaper(reproduction, cells)
  const broken = check.findings.filter(({ outcome }) => outcome !== 'holds')
  const between = broken.filter(isBetweenVersions)
  const within = broken.filter((finding) => !isBetweenVersions(finding))
  const section = (title: string, text: string) => `## ${title}\n\n${text.trim()}\n\n`
  return [
    section('Claims', claimTable(claims, cells)),
    section('Cells that are recomputed', replayText(replayed)),
    section(
      'Versions',
      [
        markdownTable(
          ['version', 'read', 'cells'],
          versionsOf(paper.versions, cells).map(({ version, read, count }) => [version, read, String(count)]),
        ),
        `\nWhat differs between versions or sources:${orNone(contradictionSummary(between))}`,
      ].join(''),
    ),
    section(
      'Contradictions',
      `Within a version (all with their cells: \`./retable check ${paper.id}\`):${orNone(contradictionSummary(within))}`,
    ),
  ].join('')
}

function orNone(list: string): string {
  return list === '' ? ' none found.' : `\n\n${list}`
}

/** A claim's cells are named by their values; the ids are in claims.ts. */
function claimTable(claims: readonly StatedClaim[], cells: readonly ReportedCell[]): string {
  const byId = new Map(cells.map((cell) => [cell.cell, cell]))
  const values = (ids: readonly string[]) => {
    const those = ids.flatMap((id) => byId.get(id) ?? [])
    // The row names a number, unless a claim compares numbers of one row.
    const isByColumn = new Set(those.map(({ row }) => row)).size < those.length
    return those.map(
      ({ value, unit, row, column }) =>
        `${value}${unit === '%' ? ' %' : ''} ${row}${isByColumn ? `, ${column}` : ''}`,
    )
  }
  return markdownTable(
    ['claim', 'statement', 'reported'],
    claims.map(({ id, statement, cells: ids }) => [
      id,
      escaped(statement),
      escaped(values(ids).join('; ')) || 'no number',
    ]),
  )
}

function replayText({ source, rows, notRecomputed }: PaperReplayed): string {
  const verdicts = [
    ...Map.groupBy(rows, ({ verdict, explained }) => `${verdict}${explained ? ', explained' : ''}`),
  ]
  const differing = rows.filter(({ reason }) => reason !== '')
  return [
    rows.length > 0
      ? `From ${escaped(source)}: ${verdicts.map(([verdict, those]) => `${those.length} cells ${verdict}`).join(', ')}.\n\n`
      : '',
    differing.length > 0
      ? `${markdownTable(
          ['cell', 'reported', 'recomputed', 'verdict', 'why'],
          differing.map((row) => [
            `${row.table}: ${row.row}, ${row.column}`,
            row.reported,
            row.measured,
            row.verdict,
            escaped(row.reason),
          ]),
        )}\n`
      : '',
    notRecomputed.length > 0
      ? markdownTable(['not recomputed', 'why'], notRecomputed.map(leftRow))
      : 'Every cell is recomputed.\n',
  ].join('')
}

function leftRow({ cells, reason }: CellsLeft): string[] {
  return [`${cells.length} cell${cells.length === 1 ? '' : 's'}`, escaped(reason)]
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
