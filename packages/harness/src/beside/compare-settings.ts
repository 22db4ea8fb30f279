import {
  grouped,
  type SettingResult,
  type Sourced,
  type StatedDifference,
  type Versioned,
} from '@retable/core'
import { doubtsOf } from '../results/doubts-of.ts'
import { answersAsked, type AskedSettings, type MeasuredSetting } from './asked-settings.ts'
import type { CellSettings } from './cell-settings.ts'
import { isAssumed, startComparison, type Comparison } from './comparison.ts'

/** What of a benchmark settles what is measured; `size` is how many items it asks. */
export interface MeasuredBenchmark {
  readonly version: string
  readonly variants: readonly Versioned[]
  readonly size: number
}

/** How what was measured and a cell were asked for, held against each other. */
export interface ComparedSettings {
  /** The measurement to be set beside the cell: the cell's own, or the nearest there is. */
  readonly metric: string
  /** What is known to differ. */
  readonly differences: readonly StatedDifference[]
  /** What the paper, or the outputs, leave open. */
  readonly open: readonly Sourced[]
  /** How many settings that the paper leaves open are others than those taken for it. */
  readonly departures: number
}

/** More than this share of the answers cut, where the paper states no such limit, and no verdict is drawn. */
const mostCut = 0.1

/**
 * Holds every setting against the paper's. One that the paper states and that is another is a known difference; one that
 * it leaves open, or that nothing tells, is an assumption.
 */
export function compareSettings(
  { result, asked }: MeasuredSetting,
  cell: CellSettings,
  benchmark: MeasuredBenchmark,
): ComparedSettings {
  const comparison = startComparison()
  const { differ, assume } = comparison
  for (const doubt of doubtsOf(result)) differ('doubt', doubt)
  for (const departure of result.departures ?? []) differ('method', departure)
  if (isCutOtherwise(result, asked, cell)) differ('doubt', cutDoubt(result.cut!))
  if (cell.unlike !== undefined) differ('method', cell.unlike)
  compareVersions(comparison, result, benchmark)
  // A judge that is tested is asked as the benchmark's procedure asks, which is no choice of the paper's.
  if (asked.isTested !== true) comparePrompts(comparison, asked, cell)
  // How a benchmark of judgements is measured is no choice that a paper makes beside it.
  if (asked.judge === undefined) {
    comparison.compare('extraction', 'extraction', result.variant?.id ?? null, cell.variant)
  } else {
    for (const [name, value] of Object.entries(asked.judge)) assume(name, value)
  }
  // Of likelihoods nothing is drawn.
  if (asked.prompt?.asksLikelihoods !== true && asked.isTested !== true)
    compareDecoding(comparison, asked, cell)
  if (Object.keys(asked.extraBody).length > 0) {
    assume('further fields of each request', JSON.stringify(asked.extraBody))
  }
  const metric = nearestMetric(result.measurements, cell.metric)
  for (const each of cell.open) {
    // How votes are counted decides nothing where none are.
    if (each.name !== 'majority' || votesOf(metric) !== null) assume(each.name, each.value)
  }

  const { size } = benchmark
  if (asked.items < size) {
    const which = asked.prompt === null ? '' : 'the first '
    assume('items', `${which}${grouped(asked.items)} of ${grouped(size)}, taken to be as hard as all of them`)
  }
  if (metric !== cell.metric)
    differ('answers', `${metricText(metric)}, and the paper’s is ${metricText(cell.metric)}`)
  return { metric, ...comparison.found() }
}

/** Whether so many answers were cut that the figure is of the limit as much as of the model, and the paper set no such limit. */
function isCutOtherwise(
  { cut }: SettingResult,
  { maxTokens }: AskedSettings,
  { maxTokens: theirs }: CellSettings,
) {
  if (cut === undefined || cut.answers <= mostCut * cut.of) return false
  return theirs === undefined || isAssumed(theirs) || theirs.value !== maxTokens
}

function cutDoubt({ answers, of }: NonNullable<SettingResult['cut']>): string {
  return `${((100 * answers) / of).toFixed(1)} % of the answers were cut short, and nothing tells that the paper’s were`
}

function compareVersions(
  { differ }: Comparison,
  { benchmark, variant }: SettingResult,
  { version, variants }: MeasuredBenchmark,
): void {
  if (benchmark?.version !== version) {
    const found = `${benchmark?.version ?? 'unknown'}, and ${version} is what stands for the paper’s`
    differ('benchmark version', found)
  }
  const current = variants.find(({ id }) => id === variant?.id)?.version
  if (current !== undefined && current !== variant!.version) {
    differ('extraction', `version ${variant!.version}, and ${current} is what stands for the paper’s`)
  }
}

function comparePrompts(
  { compare, assume }: Comparison,
  { prompt, route, judge }: AskedSettings,
  cell: CellSettings,
): void {
  if (cell.shots !== undefined && cell.prompt === undefined) {
    compare('prompt', 'worked examples', prompt?.shots ?? null, cell.shots)
  }
  // Who judges here had the answers asked for as its benchmark does, which stands among the assumptions.
  if (judge?.[answersAsked] === undefined) compare('prompt', 'prompt', prompt?.id ?? null, cell.prompt)
  if (prompt !== null && /\bown wording\b/.test(prompt.source)) {
    assume('wording of the prompt', `retable’s own (${prompt.source})`)
  }
  compare('prompt', 'route', route, cell.route)
}

function compareDecoding(
  { compare, assume }: Comparison,
  { temperature, topP, maxTokens, leftToServer }: AskedSettings,
  cell: CellSettings,
): void {
  compare('decoding', 'temperature', temperature, cell.temperature)
  // Where nothing is drawn there is nothing to cut off.
  if (temperature !== 0) compare('decoding', 'top-p', topP, cell.topP)
  compare('decoding', 'most tokens', maxTokens, cell.maxTokens)
  if (leftToServer.length > 0) assume('left to the server', leftToServer.join(', '))
}

/** The metric itself; in place of a majority that was not measured, that of most votes, or single answers. */
function nearestMetric(measurements: readonly { readonly name: string }[], wanted: string): string {
  if (measurements.some(({ name }) => name === wanted) || votesOf(wanted) === null) return wanted
  const votes = measurements.flatMap(({ name }) => votesOf(name) ?? [])
  return votes.length === 0 ? 'accuracy' : `maj@${Math.max(...votes)}`
}

function votesOf(metric: string): number | null {
  const votes = /^maj@(\d+)$/.exec(metric)?.[1]
  return votes === undefined ? null : Number(votes)
}

function metricText(metric: string): string {
  const votes = votesOf(metric)
  return votes === null ? 'single answers' : `a majority of ${votes}`
}
