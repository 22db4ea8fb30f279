import type { FileScore } from '@retable/harness/outputs'
import { counted, grouped, measurementsOf, measurementTable, printable, type Table } from '@retable/report'
import { lostText } from './lost-text.ts'
import { scoreTable, wholeScoreTable, type TableRow } from './table.ts'

/**
 * What `retable score` prints of one file: its measurements, what they rest on, and the outputs to be shown; then the
 * same of every further variant that the file was scored by.
 */
export function scoresText(
  scores: readonly FileScore[],
  shown: readonly string[],
  target: string | undefined,
): string {
  const [first, ...further] = scores as [FileScore, ...FileScore[]]
  return [scoreText(first, shown, target), ...further.map((score) => scoreText(score, [], undefined))].join(
    '\n',
  )
}

/** The same for variants that were asked for: what they find stands side by side. */
export function sideBySide(
  scores: readonly FileScore[],
  shown: readonly string[],
  target: string | undefined,
): string {
  const [first] = scores as [FileScore, ...FileScore[]]
  const rows = scores.map((score) => ({
    ...score,
    variant: `${score.variant} (version ${score.variantVersion})`,
  }))
  return [
    `${printable(first.file)}: ${first.benchmark} version ${first.version}, format ${first.format}`,
    ...warningLines(first),
    scoreTable(rows.map((row) => ({ ...row, name: row.file }))),
    // How many outputs have no answer is each variant's own, and stands in the table.
    `  ${[...extentsOf(first), counted(first.brokenLines, 'broken line')].join('; ')}`,
    ...lostLines(first),
    ...scores.flatMap((score) => (score.log === undefined ? [] : logLines(score.log, score.variant))),
    ...(shown.length > 0 ? ['', ...shown] : []),
    ...(target === undefined ? [] : [`  scores of ${first.variant}: ${printable(target)}`]),
    '',
  ].join('\n')
}

/** What looks like an accident, to be read before the number. */
export function warningLines({ warnings }: Pick<FileScore, 'warnings'>): string[] {
  return warnings.map((warning) => `  warning: ${printable(warning)}`)
}

/** Scores as one table: of a single one every measurement with its interval, else a row each. */
export function scoresAsTable(rows: readonly TableRow[], scores: readonly FileScore[]): Table {
  const [first] = scores
  const [only] = rows.length === 1 ? scores : []
  if (only !== undefined) {
    return { ...measurementsOf(titleOf(only), only.metrics), notes: notesOf(only) }
  }
  const title = first === undefined ? 'Scores' : `${first.benchmark} version ${first.version}`
  const ofScores = scores.flatMap((score) =>
    notesOf(score).map((note) => `${score.file}, ${score.variant}: ${note}`),
  )
  return { ...wholeScoreTable(title, rows), notes: [...ofScores, ...failuresOf(rows)] }
}

/** Why files have no numbers. */
export function failuresOf(rows: readonly TableRow[]): string[] {
  return rows.flatMap((row) => ('failure' in row ? [`${row.name}: ${row.failure}`] : []))
}

function titleOf({ file, benchmark, version, variant, variantVersion, format }: FileScore): string {
  return `${file}: ${benchmark} version ${version}, variant ${variant} version ${variantVersion}, format ${format}`
}

/** What is printed below a file's measurements, a line each. */
function notesOf(score: FileScore): string[] {
  return linesBelow(score).map((line) => line.trim())
}

function linesBelow(score: FileScore): string[] {
  return [
    ...warningLines(score),
    `  ${countsOf(score)}`,
    ...lostLines(score),
    ...(score.parts ?? []).map(partLine),
    ...(score.log === undefined ? [] : logLines(score.log, score.variant)),
  ]
}

function scoreText(score: FileScore, shown: readonly string[], target: string | undefined): string {
  return [
    printable(titleOf(score)),
    ...warningLines(score),
    measurementTable(score.metrics),
    `  ${countsOf(score)}`,
    ...lostLines(score),
    ...(score.parts ?? []).map(partLine),
    ...(score.log === undefined ? [] : logLines(score.log, score.variant)),
    ...(shown.length > 0 ? ['', ...shown] : []),
    ...(target === undefined ? [] : [`  scores: ${printable(target)}`]),
    '',
  ].join('\n')
}

function countsOf(score: FileScore): string {
  return [
    ...extentsOf(score),
    `${counted(score.unparsedAnswers, 'output')} without an answer`,
    counted(score.brokenLines, 'broken line'),
  ].join('; ')
}

function extentsOf(score: FileScore): string[] {
  const partial = score.itemsOfBenchmark < score.itemsInBenchmark ? ' (partial)' : ''
  const own = score.n - score.itemsOfBenchmark
  const { least, most } = score.samplesPerItem
  return [
    `${grouped(score.itemsOfBenchmark)} of ${grouped(score.itemsInBenchmark)} items${partial}`,
    ...(own > 0 ? [`${counted(own, 'item')} of the file’s own`] : []),
    ...(least < most ? [`${least} to ${most} samples an item, ${votesOf(least)}`] : []),
  ]
}

/** What can be told of votes where items have different numbers of samples. */
function votesOf(least: number): string {
  return least === 1
    ? 'so there is no maj@k: an item has one sample alone'
    : `so k of maj@k and pass@k goes up to ${least}`
}

/** What the number would be with the rows that are not in it, and which failed requests are. */
function lostLines({ lost }: FileScore): string[] {
  const { countedWrong, countedBy, accuracy } = lost
  return [
    ...(countedWrong > 0 && countedBy !== null
      ? [`  ${counted(countedWrong, 'output')} of failed requests: wrong, as ${countedBy} counts them`]
      : []),
    ...(accuracy === null
      ? []
      : [
          `  ${lostText(lost)}: accuracy ${percent(accuracy.without)} without, ${percent(accuracy.asWrong)} if each were wrong`,
        ]),
  ]
}

function partLine({ kind, index, lines, n, metrics }: NonNullable<FileScore['parts']>[number]): string {
  const where = lines === null ? '' : ` (lines ${grouped(lines.first)} to ${grouped(lines.last)})`
  const { value, standardError } = metrics.find(({ name }) => name === 'accuracy')!
  const error = standardError === null ? '' : ` ± ${(100 * standardError).toFixed(2)}`
  return `  ${kind} ${index}${where}: accuracy ${percent(value)}${error}, ${counted(n, 'item')}`
}

function logLines(log: NonNullable<FileScore['log']>, variant: string): string[] {
  const ofTask = log.task === null ? '' : ` of ${printable(log.task)}`
  return [
    `  log${ofTask}: ${extentOf(log)}`,
    // What another variant makes is shown with that one.
    ...log.scores
      .filter((score) => (score.variant ?? variant) === variant)
      .map(({ name, reducer, stated, value, n, agreeing }) => {
        const own = `its ${printable(name)}${reducer === undefined ? '' : ` (${printable(reducer)})`}:`
        // What the reducer does is not known.
        if (value === null) return `    ${own} the log states ${percent(stated!)}`
        const [thing, things] = reducer === undefined ? ['row', 'rows'] : ['item', 'items']
        const states = stated === null ? '' : `, and the log states ${percent(stated)}`
        const agree = `${grouped(agreeing)} of ${grouped(n)} ${things} score the same under ${variant}`
        return `    ${own} ${percent(value)} over ${counted(n, thing)}${states}; ${agree}`
      }),
  ]
}

/** How much of the run is here; never "whole" where nothing says so. */
function extentOf({ found, stated, unit, status, isPartial }: NonNullable<FileScore['log']>): string {
  if (stated === null && isPartial === null) {
    return `${counted(found, unit)}; no results file beside it states how many there should be`
  }
  const states = stated === null ? counted(found, unit) : `${grouped(found)} of ${counted(stated, unit)}`
  const ended = status === null || status === 'success' ? '' : `; its status is "${printable(status)}"`
  return `${isPartial ? 'partial' : 'whole'}: ${states}${stated === null ? '' : ' that the log states'}${ended}`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
