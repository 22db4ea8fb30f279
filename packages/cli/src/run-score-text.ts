import type { FileScore } from '@retable/harness/outputs'
import { counted, grouped, measurementTable, printable } from '@retable/report'

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

function scoreText(score: FileScore, shown: readonly string[], target: string | undefined): string {
  return [
    `${printable(score.file)}: ${score.benchmark} version ${score.version}, variant ${score.variant} version ${score.variantVersion}, format ${score.format}`,
    measurementTable(score.metrics),
    `  ${countsOf(score)}`,
    ...(score.parts ?? []).map(partLine),
    ...(score.log === undefined ? [] : logLines(score.log, score.variant)),
    ...(shown.length > 0 ? ['', ...shown] : []),
    ...(target === undefined ? [] : [`  scores: ${printable(target)}`]),
    '',
  ].join('\n')
}

function countsOf(score: FileScore): string {
  const partial = score.itemsOfBenchmark < score.itemsInBenchmark ? ' (partial)' : ''
  const own = score.n - score.itemsOfBenchmark
  const { least, most } = score.samplesPerItem
  return [
    `${grouped(score.itemsOfBenchmark)} of ${grouped(score.itemsInBenchmark)} items${partial}`,
    ...(own > 0 ? [`${counted(own, 'item')} of the file’s own`] : []),
    ...(least < most ? [`${least} to ${most} samples an item, so votes go up to ${least}`] : []),
    `${counted(score.unparsedAnswers, 'output')} without an answer`,
    counted(score.brokenLines, 'broken line'),
  ].join('; ')
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
