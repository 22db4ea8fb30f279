import type { RecipeManifest, ReportedCell, RunRecord } from '@retable/core'
import { printable } from '../text/printable.ts'
import type { Table } from '../tables/table.ts'
import { tableText } from '../tables/table-text.ts'
import { allRemarks, assumedLines, cellRemarks, type CellRemarks } from '../cells/cell-remarks.ts'
import { effectText } from '../cells/effect-text.ts'
import { quotedNotes, quotedText, type QuotedCell } from '../cells/quoted-cell.ts'
import { rowNames } from '../cells/row-names.ts'
import { pText } from '../cells/p-text.ts'
import { shownNumber } from '../cells/shown-number.ts'
import { unitWord } from '../cells/unit-text.ts'
import { verdictColour } from '../cells/verdict-colours.ts'
import { verdictWords } from '../cells/verdict-words.ts'
import { readable } from '../tables/table.ts'
import { foldedTable, lineWidth } from '../text/text-table.ts'
import { gateSentences } from './gate-text.ts'
import { measuredTables } from './measured-tables.ts'

/** What a report tells of a run. */
export type ReportedRun = Pick<RunRecord<RecipeManifest>, 'manifest' | 'results' | 'claims' | 'diff'>

/** What stands beside a run, and where its files are. */
export interface RunPlace {
  readonly id: string
  readonly folder: string
  /** By claim, what the project's recorded results say of it, over how many seeds. */
  readonly recorded?: ReadonlyMap<string, { readonly verdict: string; readonly seeds: number }>
  /** By claim, what its statement means where it does not say so by itself. */
  readonly explanations?: ReadonlyMap<string, string>
}

type Recorded = NonNullable<RunPlace['recorded']>

/** A run as tables: its cells beside the reported ones, all it measured, and its claims; the last one's notes are what has to be known of it. */
export function runReportTables(
  run: ReportedRun,
  { id, recorded = new Map(), explanations }: Omit<RunPlace, 'folder'>,
): readonly Table[] {
  const claims = claimsTable(run, recorded, explanations)
  const notes = [
    ...quickNote(run.manifest),
    ...testNote(run.manifest),
    ...gateNotes(run),
    ...(claims.notes ?? []),
    ...run.manifest.remarks.map((remark) => `planted or left out: ${remark}`),
    `run ${id}`,
  ]
  const tables = [cellsTable(run), ...measuredTables(run.results), ...(run.claims.length > 0 ? [claims] : [])]
  const last = tables.at(-1)!
  return [
    ...tables.slice(0, -1),
    { ...last, notes: [...(last === claims ? [] : (last.notes ?? [])), ...notes] },
  ]
}

/** What stands in CSV beside what people read. */
const dataColumns = ['cell', 'column', 'unit', 'resolution', 'reported_n', 'n_from', 'reason'] as const

function cellsTable({ manifest, diff }: Pick<ReportedRun, 'manifest' | 'diff'>): Table {
  const nameOf = rowNames(diff.map(({ reported }) => reported))
  return {
    title: `${headingOf(manifest)}: cells`,
    name: 'cells',
    columns: [
      { title: 'row' },
      { title: 'reported', align: 'right' },
      { title: `${manifest.tier}`, name: 'measured', align: 'right' },
      { title: 'std. error', align: 'right' },
      { title: 'verdict' },
      ...dataColumns.map((name) => ({ title: name, isDataOnly: true })),
    ],
    rows: diff.map(({ reported, measured, measuredUnit, standardError, reason, ...found }) => {
      const shown = (value: number) => shownNumber(value, { tier: manifest.tier, reported: reported.value })
      return [
        { text: nameOf(reported), data: reported.row },
        { text: quotedText(quotedCell(reported)), data: reported.value },
        { text: `${shown(measured)} ${unitWord(measuredUnit)}`.trim(), data: measured },
        { text: standardError === null ? '' : `± ${shown(standardError)}`, data: standardError },
        { text: verdictWords({ ...found, unit: reported.unit }), data: found.verdict },
        ...[reported.cell, reported.column, reported.unit],
        ...[found.resolution, found.reportedN?.n ?? null].map((data) => ({ text: '', data })),
        ...[found.reportedN?.from ?? '', reason],
      ]
    }),
    notes: [...signsOf(diff), ...allRemarks(remarksOf({ manifest, diff })), ...inferredNote(manifest)],
  }
}

function claimsTable(
  { manifest, claims }: ReportedRun,
  recorded: Recorded,
  explanations: RunPlace['explanations'],
): Table {
  const seeds = seedsOf(recorded)
  return {
    title: `${headingOf(manifest)}: claims`,
    name: 'claims',
    columns: [
      { title: 'claim' },
      { title: 'verdict' },
      ...(seeds > 0 ? [{ title: recordedTitle(seeds) }] : []),
      { title: 'effect', align: 'right' },
      { title: '95 % interval' },
      { title: 'p (Holm)' },
      { title: 'statement' },
      ...['unit', 'ci_low', 'ci_high', 'reason'].map((name) => ({ title: name, isDataOnly: true })),
    ],
    rows: claims.map(({ claim, verdict, effect, low, high, unit, pAdjusted, statement, reason }) => [
      claim,
      verdict,
      ...(seeds > 0 ? [recorded.get(claim)?.verdict ?? ''] : []),
      { text: effectText({ effect, low, high, unit }).effect, data: effect },
      effectText({ effect, low, high, unit }).interval,
      { text: pText(pAdjusted), data: pAdjusted },
      statement,
      ...[unit, low, high].map((data) => ({ text: '', data })),
      reason,
    ]),
    notes: [...(seeds > 0 ? [recordedNote(seeds)] : []), ...claimNotes(claims, explanations)],
  }
}

function claimNotes(claims: ReportedRun['claims'], explanations: RunPlace['explanations']): string[] {
  return claims.flatMap(({ claim, reason }) =>
    [explanations?.get(claim), reason].flatMap((told) => (told === undefined ? [] : `${claim}: ${told}`)),
  )
}

function recordedTitle(seeds: number): string {
  return `${seeds} recorded seeds`
}

function recordedNote(seeds: number): string {
  return `${recordedTitle(seeds)}: the verdict of the recorded results; the one before it is of this run’s models only`
}

function seedsOf(recorded: Recorded): number {
  return Math.max(0, ...[...recorded.values()].map((each) => each.seeds))
}

function headingOf({ paper, arxiv, tier, benchmark, quick, seeds }: RecipeManifest): string {
  const of = benchmark === undefined ? '' : `, ${benchmark}`
  return `${paper} (arXiv ${arxiv}), tier ${tier}${of}${quick ? ', quick' : ''}, ${seedsText(seeds)}`
}

function quickNote({ quick }: RecipeManifest): string[] {
  return quick
    ? ['Quick: everything runs, but trained too little for the method to work; no claim is judged by it.']
    : []
}

/** Lines with an empty one after them; nothing where there are none. */
function block(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? lines : [...lines, '']
}

function isForTests({ tier }: RecipeManifest): boolean {
  return tier === 'tiny'
}

function testNote(manifest: RecipeManifest): string[] {
  return isForTests(manifest)
    ? ['The tier tiny is for tests: that it ran is what it shows, and its numbers say nothing of the paper.']
    : []
}

/** A run for people: the reported table beside what was measured, the claims, and where the files are. */
export function runReport(
  run: ReportedRun,
  { id, folder, recorded = new Map(), explanations }: RunPlace,
): string {
  const { manifest, claims, results } = run
  const seeds = seedsOf(recorded)
  const claimTable = tableText(claimsTable(run, recorded, explanations), {
    colourOf(column, row) {
      const { claim = '', verdict = '' } = claims[row] ?? {}
      const beside = seeds > 0 && column === recordedTitle(seeds) ? recorded.get(claim)?.verdict : undefined
      return verdictColour((column === 'verdict' ? verdict : beside) ?? '')
    },
  })
  const notes = claimNotes(claims, explanations).map((note) => printable(`  ${note}`))
  return [
    printable(headingOf(manifest)),
    ...quickNote(manifest),
    ...testNote(manifest),
    '',
    tableText(cellsTable(run), {
      colourOf: (column, row) =>
        column === 'verdict' ? verdictColour(run.diff[row]?.verdict ?? '') : undefined,
    }),
    '',
    ...block(besideCells(run)),
    ...block(isForTests(manifest) ? [] : curves(results)),
    ...measuredTexts(run),
    ...gateNotes(run).map((note) => `${printable(note)}\n`),
    ...(claims.length > 0 ? [claimTable] : []),
    ...(seeds > 0 ? [`\n  ${recordedNote(seeds)}`] : []),
    ...(notes.length > 0 ? ['', ...notes] : []),
    ...(claims.length > 0 ? [''] : []),
    'What was planted or left out:',
    ...manifest.remarks.map((remark) => printable(`  - ${remark}`)),
    '',
    `run ${printable(id)}`,
    `files in ${printable(folder)}: manifest.json, results.json, metrics.csv, diff.csv, claims.csv, scores.jsonl, run.json`,
    '',
  ].join('\n')
}

function gateNotes({ manifest, results }: Pick<ReportedRun, 'manifest' | 'results'>): string[] {
  return gateSentences(manifest.gates ?? [], results).map((sentence) => `gate: ${sentence}`)
}

/** What the curves of accuracy do not show; all, where there are none. */
function measuredTexts({ manifest, results }: Pick<ReportedRun, 'manifest' | 'results'>): string[] {
  return measuredTables(results)
    .filter(({ title }) => isForTests(manifest) || title !== 'measured: accuracy')
    .map((table) => `${foldedTable({ ...readable(table), width: lineWidth() })}\n`)
}

function remarksOf({ manifest, diff }: Pick<ReportedRun, 'manifest' | 'diff'>): CellRemarks {
  return cellRemarks(
    diff.map(({ reported: { table, row, column }, verdict, reason, reportedN, interval, ...of }) => ({
      ...{ table, row, column, tier: manifest.tier, verdict, assumptions: of.assumptions },
      reasons: verdict === 'not comparable' ? of.differences : [reason],
      ...{ nFrom: reportedN?.from ?? null, hasInterval: interval !== null },
    })),
  )
}

/** What the run took for inferred, as the paper does not say it outright. */
function inferredOf({ hyperparameters }: RecipeManifest): string[] {
  return hyperparameters
    .filter(({ source }) => /^inferred\b/i.test(source))
    .map(({ name, value }) => printable(`${name}: ${value}`))
}

const inferredHeading = 'Inferred from what the paper says:'

function inferredNote(manifest: RecipeManifest): string[] {
  const inferred = inferredOf(manifest)
  return inferred.length === 0 ? [] : [`${inferredHeading} ${inferred.join('; ')}`]
}

function quotedCell({ value, unit, read_from: readFrom }: ReportedCell): QuotedCell {
  return { reported: value, unit, readFrom }
}

function signsOf(diff: ReportedRun['diff']): string[] {
  return quotedNotes(diff.map(({ reported }) => quotedCell(reported))).map(printable)
}

function besideCells(run: ReportedRun): string[] {
  const { reasons, summary, assumptions } = remarksOf(run)
  const inferred = inferredOf(run.manifest).map((each) => `  ${each}`)
  const parts = [
    signsOf(run.diff),
    reasons.map((reason) => `  ${reason}`),
    summary,
    assumedLines(assumptions),
    inferred.length === 0 ? [] : [inferredHeading, ...inferred],
  ]
  return parts.filter((lines) => lines.length > 0).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]))
}

const bars = '▁▂▃▄▅▆▇█'

function seedsText(seeds: readonly number[]): string {
  return seeds.length === 1
    ? `seed ${seeds[0]}`
    : `seeds ${seeds.join(', ')}: means, standard errors between seeds`
}

/** Accuracy as a sparkline from the base model on: one line for each arm; means over seeds. */
function curves(results: ReportedRun['results']): string[] {
  const perSeed = results.map(({ settings }) =>
    settings.flatMap(({ setting, measurements }) => {
      const value = measurements.find(({ name }) => name === 'accuracy')?.value
      return value === undefined ? [] : [{ setting, value }]
    }),
  )
  const settings = [...new Set(perSeed.flat().map(({ setting }) => setting))]
  const accuracy = settings.map((setting) => {
    const values = perSeed.flat().flatMap((point) => (point.setting === setting ? [point.value] : []))
    return { setting, value: values.reduce((sum, value) => sum + value, 0) / values.length }
  })
  const base = accuracy.find(({ setting }) => setting === 'base')
  const arms = Map.groupBy(
    accuracy.filter(({ setting }) => setting !== 'base'),
    ({ setting }) => setting.split('/')[0] ?? setting,
  )
  return [...arms].map(([arm, points]) => {
    const values = [...(base ? [base.value] : []), ...points.map(({ value }) => value)]
    const line = values
      .map((value) => bars[Math.min(bars.length - 1, Math.floor(value * bars.length))])
      .join('')
    return `  ${line.padEnd(5)} ${printable(arm).padEnd(26)} ${values.map((value) => `${(100 * value).toFixed(1)} %`).join(' → ')}`
  })
}
