import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Asset, Measurement, ReadAsset } from '@retable/core'
import { decimalsOf } from '@retable/stats/printed'
import { assets } from '../assets.ts'
import { benchmark } from '../benchmark.ts'
import { rating as judge } from '../judges.ts'
import { Tally, type Comparison } from '../../../golden/comparison.ts'

/** What was recomputed from the same files apart from retable; none of it is published. */
export const recomputedApart = {
  /** Wins, losses and ties of Auto-J's critiques; wins and comparisons where shown first, and where shown second. */
  critiques: { win: 171, lose: 56, tie: 5, shownFirst: [70, 108], shownSecond: [101, 124] },
  /** Critiques without a readable rating. */
  unrated: { autoJ: 1, chatGpt: 13 },
} as const

/** Every comparison of Auto-J's released judgements with published figures, from the golden data in `golden`. */
export async function comparisons(golden: string): Promise<Comparison[]> {
  const read = readFrom(golden)
  const [groups, readme, paper, figure] = await Promise.all([
    // The repository's program rounds to two decimals and prints 47.50 as "47.5".
    tableCells(['groups-pairwise', 'groups-first-order', 'groups-critiques'], read, 2),
    tableCells(['readme-pairwise', 'readme-critiques'], read),
    tableCells(['paper-table-1'], read),
    tableCells(['paper-figure-3'], read),
  ])
  return [
    groups.comparison(
      'Auto-J repository',
      'agreement, consistency, first order only and critique win rate, of 8 groups and overall',
    ),
    readme.comparison('Auto-J README', 'Auto-J: agreement, consistency, win, tie, lose'),
    paper.comparison('Auto-J paper', 'Auto-J: agreement of Table 1 (from earlier verdicts; see Traps)'),
    figure.comparison('Auto-J paper', 'Figure 3 against ChatGPT, GPT-4 judging: win, tie, lose'),
    await critiquePlaces(read),
    await trainingRatings(read),
    await unreadableRatings(read),
  ]
}

/** Cells of the tables' rows that are recomputed, at so many decimals, else at those that are printed. */
async function tableCells(ids: readonly string[], read: ReadAsset, decimals?: number): Promise<Tally> {
  const tally = new Tally()
  for (const leaderboard of benchmark.leaderboards.filter(({ id }) => ids.includes(id))) {
    for (const { subject, cells } of await leaderboard.published(read)) {
      const measured = await leaderboard.recompute(subject, read)
      if (measured === null) continue
      for (const { metric, printed, scale } of cells) {
        const value = valueOf(measured.measurements, metric) * scale
        const computed = Number(value.toFixed(decimals ?? decimalsOf(printed)))
        tally.add(`${leaderboard.id} ${subject} ${metric}`, Number(printed), computed)
      }
    }
  }
  return tally
}

async function critiquePlaces(read: ReadAsset): Promise<Comparison> {
  const tally = new Tally()
  const { critiques } = recomputedApart
  const file = { bytes: await read(assets.comparisons), name: assets.comparisons.name }
  const { measurements } = await variantOf('critique-win-rate').measure(file, read)
  const countOf = (metric: string) => {
    const { value, n } = measurements.find(({ name }) => name === metric)!
    return [Math.round(value * n), n]
  }
  const all = critiques.win + critiques.lose + critiques.tie
  tally.add('wins', [critiques.win, all], countOf('win_rate'))
  tally.add('losses', [critiques.lose, all], countOf('lose_rate'))
  tally.add('ties', [critiques.tie, all], countOf('tie_rate'))
  tally.add('wins where shown first', critiques.shownFirst, countOf('win_rate_shown_first'))
  tally.add('wins where shown second', critiques.shownSecond, countOf('win_rate_shown_second'))
  return tally.comparison(
    'Auto-J outputs',
    'counts of wins, losses and ties, and of wins by place (recomputed apart from retable)',
  )
}

async function trainingRatings(read: ReadAsset): Promise<Comparison> {
  const tally = new Tally()
  const text = new TextDecoder().decode(await read(assets.ratedTraining))
  for (const [i, line] of text.trimEnd().split('\n').entries()) {
    const row = JSON.parse(line) as { target_output: string; pred_score: number }
    tally.add(`row ${i}`, row.pred_score, judge.parse(row.target_output))
  }
  return tally.comparison('Auto-J training data', 'stored rating of each critique')
}

async function unreadableRatings(read: ReadAsset): Promise<Comparison> {
  const tally = new Tally()
  const { unrated } = recomputedApart
  for (const [asset, expected] of [
    [assets.critiques, unrated.autoJ],
    [assets.referenceCritiques, unrated.chatGpt],
  ] as const) {
    const file = { bytes: await read(asset), name: asset.name }
    const { measurements, scores } = await variantOf('rating').measure(file, read)
    const share = valueOf(measurements, 'no_rating')
    tally.add(asset.name, [expected, 232], [Math.round(share * scores.length), scores.length])
  }
  return tally.comparison(
    'Auto-J outputs',
    'critiques without a rating, of Auto-J and of ChatGPT (recomputed apart from retable)',
  )
}

/** Reads pinned files from the golden data. */
function readFrom(golden: string): ReadAsset {
  const data = path.join(golden, 'judging/auto-j')
  return (asset: Asset) => {
    const file = path.join(data, `${path.basename(asset.url)}.gz`)
    return Promise.resolve(gunzipSync(readFileSync(file)))
  }
}

function valueOf(measurements: readonly Measurement[], metric: string): number {
  return measurements.find(({ name }) => name === metric)?.value ?? Number.NaN
}

function variantOf(id: string) {
  return benchmark.variants.find((variant) => variant.id === id)!
}
