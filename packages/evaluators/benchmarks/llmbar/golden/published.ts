import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Measurement, PublishedCell } from '@retable/core'
import { decimalsOf } from '@retable/stats/printed'
import { releasedStatistics } from '../evaluators.ts'
import { statistics, statisticsCells, type Statistics } from '../leaderboard.ts'
import { llmBarScore } from '../score.ts'
import { decisionsOn, source } from './data.ts'
import { pinnedTexts, texts } from './texts.ts'
import { mirrorReader } from '../../../golden/mirror.ts'
import { Tally, type Comparison } from '../../../golden/comparison.ts'

/** Every comparison of LLMBar with published figures. */
export async function comparisons(golden: string): Promise<Comparison[]> {
  const data = path.join(golden, 'judging/llmbar')
  return [...released(data), ...texts(data), await pinnedTexts(), await pinned(), kappaOfWinners(data)]
}

/** Statistics of every evaluator from its winners. */
function released(data: string): Comparison[] {
  const published = JSON.parse(
    gunzipSync(readFileSync(path.join(data, 'statistics_published.json.gz'))).toString('utf8'),
  ) as Readonly<Record<string, Readonly<Record<string, Statistics>>>>
  const [rows, shares, kappas] = [new Tally(), new Tally(), new Tally()]
  for (const { set, evaluator } of releasedStatistics()) {
    const { label, w0, w1 } = decisionsOn(data, set).find((row) => row.evaluator === evaluator)!
    const pairs = label.map((better, i) => ({
      label: String(better) as '1' | '2',
      given: w0[i]!,
      swapped: w1[i]!,
    }))
    const [whole, figures] = [new Tally(), llmBarScore(pairs, 'released')]
    for (const cell of statisticsCells(published[set]![evaluator]!)) {
      const isKappa = cell.metric.startsWith('kappa')
      for (const tally of [isKappa ? kappas : shares, whole]) {
        tally.add(`${evaluator} on ${set}: ${cell.metric}`, cell.printed, printedAs(cell, figures))
      }
    }
    const { compared, equal } = whole.comparison('', '')
    rows.add(`${evaluator} on ${set}`, 9, compared === 9 ? equal : compared)
  }
  return [
    rows.comparison(source, 'statistics of an evaluator on a set: all nine figures'),
    shares.comparison(source, 'shares in them, all digits'),
    kappas.comparison(source, 'kappas in them, with the fault of the released program, all digits'),
  ]
}

/** The leaderboard: every figure of the pinned statistics from the pinned results. */
async function pinned(): Promise<Comparison> {
  const [read, tally] = [mirrorReader(), new Tally()]
  for (const { subject, cells } of await statistics.published(read)) {
    const measured = cells.length === 0 ? null : await statistics.recompute(subject, read)
    if (measured === null) continue
    for (const cell of cells)
      tally.add(`${subject}: ${cell.metric}`, cell.printed, printedAs(cell, measured.measurements))
  }
  return tally.comparison(source, 'figures of 63 pinned statistics from the pinned results, all digits')
}

/** The kappa that the fault hides: recomputed apart (notes on judge evaluation, LLMBar). */
function kappaOfWinners(data: string): Comparison {
  const tally = new Tally()
  const { label, w0, w1 } = decisionsOn(data, 'LLMBar/Natural').find(
    ({ evaluator }) => evaluator === 'GPT-4/Swap_CoT',
  )!
  const pairs = label.map((better, i) => ({
    label: String(better) as '1' | '2',
    given: w0[i]!,
    swapped: w1[i]!,
  }))
  const cell = { metric: 'kappa_given_order', printed: '0.878', scale: 1 }
  for (const [rule, printed] of [
    ['released', '0.264'],
    ['winners', '0.878'],
  ] as const) {
    tally.add(`kappa of ${rule}`, printed, printedAs({ ...cell, printed }, llmBarScore(pairs, rule)))
  }
  return tally.comparison(
    'recomputed apart from retable',
    'GPT-4/Swap_CoT on LLMBar/Natural: kappa with the fault 0.264, without it 0.878',
  )
}

function printedAs({ metric, printed, scale }: PublishedCell, measured: readonly Measurement[]): string {
  const value = measured.find(({ name }) => name === metric)?.value ?? Number.NaN
  return (value * scale).toFixed(decimalsOf(printed))
}
