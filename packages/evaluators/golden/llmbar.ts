import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Measurement, PublishedCell } from '@retable/core'
import { decimalsOf } from '@retable/stats'
import { releasedStatistics } from '../llmbar/evaluators.ts'
import { judgeOfEvaluator, rating } from '../llmbar/judges.ts'
import { statistics, statisticsCells, type Statistics } from '../llmbar/leaderboard.ts'
import { winnerOf, winnersOfRatings, type Winner } from '../llmbar/pair-rows.ts'
import { releasedResults } from '../llmbar/released-results.ts'
import { llmBarScore } from '../llmbar/score.ts'
import { offsetBias } from '../reward-bench/judges.ts'
import { mirrorReader } from './mirror.ts'
import { Tally, goldenRows, type Comparison } from './comparison.ts'

interface Decisions {
  readonly evaluator: string
  readonly label: readonly (1 | 2)[]
  /** Winners in the order given and swapped. */
  readonly w0: readonly Winner[]
  readonly w1: readonly Winner[]
  /** Texts of both orders, or ratings of both outputs, where the pack has them. */
  readonly c0?: readonly string[]
  readonly c1?: readonly string[]
  readonly s1?: readonly string[]
  readonly s2?: readonly string[]
}

const source = 'LLMBar, released results'

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

/** Winners read anew from the texts and ratings that the pack has. */
function texts(data: string): Comparison[] {
  const [own, rated, other] = [new Tally(), new Tally(), new Tally()]
  for (const set of new Set(releasedStatistics().map((row) => row.set))) {
    for (const { evaluator, w0, w1, c0, c1, s1, s2 } of decisionsOn(data, set)) {
      const rule = judgeOfEvaluator(evaluator)
      for (const [i, given] of w0.entries()) {
        const where = `${evaluator} on ${set}, pair ${i}`
        if (rule !== undefined && c0 !== undefined && c1 !== undefined) {
          for (const [text, swapped, winner] of [
            [c0[i]!, false, given],
            [c1[i]!, true, w1[i]!],
          ] as const) {
            own.add(where, winner, winnerOf(rule.parse(text), swapped))
            other.add(where, winner, winnerOf(offsetBias.parse(text), swapped))
          }
        }
        if (s1 !== undefined && s2 !== undefined) {
          const winners = winnersOfRatings(rating.parse(s1[i]!), rating.parse(s2[i]!))
          rated.add(where, [given, w1[i]], [winners.given, winners.swapped])
        }
      }
    }
  }
  return [
    own.comparison(source, "winner of each text by the evaluator's own pattern, texts of the golden data"),
    rated.comparison(source, 'both winners of each pair of ratings'),
    other.comparison(
      source,
      'winner of each text by RewardBench\'s rule for OffsetBias ("Output (a)" first)',
    ),
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

/** Winners read anew from the texts of the pinned results. */
async function pinnedTexts(): Promise<Comparison> {
  const [read, tally] = [mirrorReader(), new Tally()]
  for (const { set, evaluator, result } of releasedResults) {
    const rows = JSON.parse(new TextDecoder().decode(await read(result))) as readonly ReleasedRow[]
    const rule = judgeOfEvaluator(evaluator)!
    for (const [i, { results }] of rows.entries()) {
      const last = results.at(-1) as ReleasedOrders
      for (const swapped of [false, true]) {
        const { completion, winner } = last[swapped ? 'swap = True' : 'swap = False']
        tally.add(`${evaluator} on ${set}, pair ${i}`, winner, winnerOf(rule.parse(completion[0]), swapped))
      }
    }
  }
  return tally.comparison(
    source,
    "winner of each text by the evaluator's own pattern, texts of the 63 pinned results",
  )
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

interface ReleasedRow {
  readonly results: readonly unknown[]
}
type ReleasedOrders = Readonly<
  Record<
    'swap = False' | 'swap = True',
    { readonly completion: readonly [string, string]; readonly winner: Winner }
  >
>

function printedAs({ metric, printed, scale }: PublishedCell, measured: readonly Measurement[]): string {
  const value = measured.find(({ name }) => name === metric)?.value ?? Number.NaN
  return (value * scale).toFixed(decimalsOf(printed))
}

const cache = new Map<string, readonly Decisions[]>()

function decisionsOn(data: string, set: string): readonly Decisions[] {
  const file = `${set.replaceAll('/', '_').replace('^', '')}.decisions.jsonl.gz`
  const rows = cache.get(file) ?? goldenRows<Decisions>(data, file)
  cache.set(file, rows)
  return rows
}
