import { grouped, type BenchmarkNoise, type NoiseReport } from '@retable/core'
import { pText } from '../cells/p-text.ts'
import { movedText } from './noise-sentence.ts'
import { isShare, scoreText } from '../compare/score-text.ts'
import type { Table } from '../tables/table.ts'

/** The noise of each benchmark: what flips, and whether whole runs move. */
export function noiseTable({ model, judge, runs, benchmarks }: NoiseReport): Table {
  return {
    // What tells the weights stands behind the name.
    title:
      judge === undefined
        ? `noise of ${bare(model ?? runs[0] ?? '')} over ${runs.length} repeats`
        : `noise of the judge ${bare(judge)}, which was asked twice`,
    name: 'noise',
    columns: [
      { title: 'benchmark' },
      { title: 'items', align: 'right' },
      { title: 'repeats’ scores', name: 'means' },
      { title: 'changed', align: 'right' },
      { title: 'flips', align: 'right' },
      { title: 'spread of runs', name: 'run_sd', align: 'right' },
      { title: 'by items alone', name: 'item_sd', align: 'right' },
      { title: 'p', align: 'right' },
    ],
    rows: benchmarks.map((one) => [
      one.setting,
      { text: grouped(one.n), data: one.n },
      one.means.map((mean) => scoreText(mean, one.bounds)).join(', '),
      { text: grouped(one.changed), data: one.changed },
      { text: `${(100 * one.flips).toFixed(1)} %`, data: one.flips },
      spread(one.variance, one),
      spread(one.itemVariance, one),
      { text: pText(one.p), data: one.p },
    ]),
    notes: benchmarks.flatMap(notesOf),
  }
}

function bare(name: string): string {
  return name.replace(/ \{.*$/s, '')
}

function spread(variance: number, { bounds }: BenchmarkNoise) {
  const value = Math.sqrt(variance) * (bounds.most - bounds.least)
  return { text: isShare(bounds) ? `${(100 * value).toFixed(2)} points` : value.toFixed(3), data: value }
}

function notesOf(noise: BenchmarkNoise): string[] {
  const { setting, p, isAlarm, flips, changed, means, moved } = noise
  if (moved !== undefined) {
    const says = isAlarm ? '; a gate says undecided' : ''
    return [`${setting}: ${movedText(noise)}${says}`]
  }
  if (isAlarm) {
    return [
      `${setting}: runs differ by more than their items do: whole runs move at once, so that no test over items holds; a gate says undecided`,
    ]
  }
  if (changed === 0) return [`${setting}: no repeat changed any score`]
  const half = `with k samples an item the ${(100 * flips).toFixed(1)} % shrink to a k-th`
  const few = p === null ? `; whether whole runs move takes three repeats or more (here ${means.length})` : ''
  return [`${setting}: ${half}${few}`]
}
