import type { Winner } from '../pair-rows.ts'
import { releasedStatistics } from '../evaluators.ts'
import { judgeOfEvaluator, rating } from '../judges.ts'
import { winnerOf, winnersOfRatings } from '../pair-rows.ts'
import { releasedResults } from '../released-results.ts'
import { offsetBias } from '../../reward-bench/judges.ts'
import { decisionsOn, source } from './data.ts'
import { mirrorReader } from '../../../golden/mirror.ts'
import { Tally, type Comparison } from '../../../golden/comparison.ts'

/** Winners read anew from the texts and ratings that the pack has. */
export function texts(data: string): Comparison[] {
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

/** Winners read anew from the texts of the pinned results. */
export async function pinnedTexts(): Promise<Comparison> {
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

interface ReleasedRow {
  readonly results: readonly unknown[]
}
type ReleasedOrders = Readonly<
  Record<
    'swap = False' | 'swap = True',
    { readonly completion: readonly [string, string]; readonly winner: Winner }
  >
>
