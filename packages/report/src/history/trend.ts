import { grouped, type HistoryRow } from '@retable/core'
import { printable } from '../text/printable.ts'
import { valueText } from './value-text.ts'

const bars = '▁▂▃▄▅▆▇█'

/** So many of the last runs have a bar. */
const mostBars = 60

/** A series as bars, the run before on the left. */
export interface Trend {
  readonly series: string
  /** One for each run; `|` stands before one that is not comparable with the run before it. */
  readonly bars: string
  /** What the lowest bar begins at, and what the highest ends at: the range of the intervals. */
  readonly least: number
  readonly most: number
  readonly first: HistoryRow
  readonly last: HistoryRow
  /** Runs that have a bar, of how many. */
  readonly shown: number
  readonly runs: number
}

/** The trends of one family, of each series with two runs or more. */
export function trendsOf(rows: readonly HistoryRow[]): Trend[] {
  const series = Map.groupBy(
    rows.filter(({ value }) => Number.isFinite(value)),
    (row) => row.series,
  )
  return [...series.values()].filter((runs) => runs.length > 1).map(trendOf)
}

function trendOf(runs: readonly HistoryRow[]): Trend {
  const shown = runs.slice(-mostBars)
  const least = Math.min(...shown.map(({ value, interval }) => interval?.low ?? value))
  const most = Math.max(...shown.map(({ value, interval }) => interval?.high ?? value))
  const line = shown.map(({ value, change }, i) => {
    const isCut = i > 0 && change !== null && change.differing.length > 0
    return `${isCut ? '|' : ''}${barOf(value, { least, most })}`
  })
  return {
    series: runs[0]!.series,
    bars: line.join(''),
    ...{ least, most, first: shown[0]!, last: shown.at(-1)!, shown: shown.length, runs: runs.length },
  }
}

function barOf(value: number, { least, most }: Pick<Trend, 'least' | 'most'>): string {
  // Without any range there is neither high nor low; a value on the border of two bars has the higher.
  const share = most > least ? (value - least) / (most - least) : 0.5
  return bars[Math.min(bars.length - 1, Math.floor(share * bars.length + 1e-9))]!
}

/** The trends of one family as lines, with what the bars are scaled over. */
export function trendLines(trends: readonly Trend[]): string[] {
  const names = trends.map(({ series }) => printable(series))
  const width = Math.max(0, ...names.map(({ length }) => length))
  return trends.map((trend, i) => {
    const { first, last, least, most, shown, runs } = trend
    const ends = `${valueText(first.value, first.unit)} → ${valueText(last.value, last.unit)}`
    const range = `▁ from ${valueText(least, first.unit)}, █ to ${valueText(most, first.unit)}`
    const some = shown < runs ? `, the last ${grouped(shown)} of ${grouped(runs)} runs` : ''
    return `  ${names[i]!.padEnd(width)}  ${trend.bars}  ${ends}  (${range}${some})`
  })
}
