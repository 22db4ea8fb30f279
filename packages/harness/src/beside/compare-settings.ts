import {
  grouped,
  type Benchmark,
  type Sourced,
  type StatedDifference,
  type StatedSetting,
} from '@retable/core'
import type { MeasuredSetting } from './asked-settings.ts'
import type { CellSettings } from './cell-settings.ts'

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

/** More than this share of a file's rows lost, and no verdict is drawn. */
const mostLost = 0.01

/**
 * Holds every setting against the paper's. One that the paper states and that is another is a known difference; one that
 * it leaves open, or that nothing tells, is an assumption.
 */
export function compareSettings(
  { result, asked }: MeasuredSetting,
  cell: CellSettings,
  { version, variants, splits }: Benchmark,
): ComparedSettings {
  const differences: StatedDifference[] = []
  const open: Sourced[] = []
  let departures = 0
  const differ = (of: StatedDifference['of'], statement: string) => differences.push({ of, statement })
  const assume = (name: string, value: string | number) =>
    open.push({ name, value: typeof value === 'string' ? inList(value) : value, source: 'assumed' })
  const compare = <T extends string | number>(
    of: StatedDifference['of'],
    name: string,
    ours: T | null,
    theirs: StatedSetting<T> | undefined,
  ) => {
    const found = of === name ? '' : `${name} `
    if (theirs === undefined) assume(name, `${ours ?? 'not known'} (the paper’s is not known here)`)
    else if (ours === null)
      assume(name, `not known of these outputs; the paper’s is ${theirs.value} (${theirs.source})`)
    else if (isAssumed(theirs)) {
      if (ours !== theirs.value) departures += 1
      assume(name, ours === theirs.value ? ours : `${ours} (taken for the paper: ${theirs.value})`)
    } else if (ours !== theirs.value)
      differ(of, `${found}${ours}, and the paper’s is ${theirs.value} (${theirs.source})`)
  }

  for (const doubt of result.doubts ?? []) differ('doubt', doubt)
  const { lost } = result
  if (lost !== undefined && lost.rows > mostLost * lost.of) {
    differ('doubt', `${grouped(lost.rows)} of ${grouped(lost.of)} rows could not be scored`)
  }
  if (cell.unlike !== undefined) differ('method', cell.unlike)
  if (result.benchmark?.version !== version) {
    differ(
      'benchmark version',
      `${result.benchmark?.version ?? 'unknown'}, and ${version} is what stands for the paper’s`,
    )
  }

  const { prompt, temperature } = asked
  if (cell.shots !== undefined && cell.prompt === undefined) {
    compare('prompt', 'worked examples', prompt?.shots ?? null, cell.shots)
  }
  compare('prompt', 'prompt', prompt?.id ?? null, cell.prompt)
  if (prompt !== null && /\bown wording\b/.test(prompt.source)) {
    assume('wording of the prompt', `retable’s own (${prompt.source})`)
  }
  compare('extraction', 'extraction', result.variant?.id ?? null, cell.variant)
  const current = variants.find(({ id }) => id === result.variant?.id)?.version
  if (current !== undefined && current !== result.variant!.version) {
    differ('extraction', `version ${result.variant!.version}, and ${current} is what stands for the paper’s`)
  }
  compare('prompt', 'route', asked.route, cell.route)
  // Of likelihoods nothing is drawn.
  if (prompt?.asksLikelihoods !== true) {
    compare('decoding', 'temperature', temperature, cell.temperature)
    // Where nothing is drawn there is nothing to cut off.
    if (temperature !== 0) compare('decoding', 'top-p', asked.topP, cell.topP)
    compare('decoding', 'most tokens', asked.maxTokens, cell.maxTokens)
    if (asked.leftToServer.length > 0) assume('left to the server', asked.leftToServer.join(', '))
  }
  if (Object.keys(asked.extraBody).length > 0) {
    assume('further fields of each request', JSON.stringify(asked.extraBody))
  }
  for (const each of cell.open) assume(each.name, each.value)

  const { size } = splits.test
  if (asked.items < size) {
    const which = prompt === null ? '' : 'the first '
    assume('items', `${which}${grouped(asked.items)} of ${grouped(size)}, taken to be as hard as all of them`)
  }
  const metric = nearestMetric(result.measurements, cell.metric)
  if (metric !== cell.metric)
    differ('answers', `${metricText(metric)}, and the paper’s is ${metricText(cell.metric)}`)
  return { metric, differences, open, departures }
}

/** Assumptions stand in one list, with semicolons between them. */
function inList(text: string): string {
  return text.replaceAll(';', ',')
}

function isAssumed({ source }: StatedSetting<unknown>): boolean {
  return /^assumed\b/i.test(source)
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
