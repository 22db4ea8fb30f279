import type { JudgeLeaderboard } from '@retable/core'
import { agreesAsPrinted } from '@retable/stats/printed'
import { mirrorReader } from './mirror.ts'

/**
 * What recomputing a table from the mirror gives: how many cells, how many exact, and the rest with their reasons.
 *
 * @param shift - added to every measured figure, to see that no reason explains what it cannot
 */
export async function replayed(leaderboard: JudgeLeaderboard, shift = 0) {
  const read = mirrorReader()
  const published = await leaderboard.published(read)
  const different: {
    readonly cell: string
    readonly by: number
    readonly why: string | undefined
    readonly isFitted: boolean
  }[] = []
  const notRecomputed: string[] = []
  let [rows, cells] = [0, 0]
  for (const { subject, cells: printed } of published) {
    const found = await leaderboard.recompute(subject, read)
    if (found === null) {
      notRecomputed.push(leaderboard.whyNotRecomputed(subject))
      continue
    }
    rows += 1
    const { measurements, standIns = [], otherwise = [] } = found
    for (const { metric, printed: text, scale } of printed) {
      cells += 1
      const measured = measurements.find(({ name }) => name === metric)!.value * scale + shift
      if (agreesAsPrinted(measured, text)) continue
      const others = otherwise.filter((other) => other.metric === metric)
      const figure = { subject, metric, published: Number(text), measured, standIns, otherwise: others }
      const cause = leaderboard.whyDifferent?.(figure)
      const why = typeof cause === 'string' ? { reason: cause, isFitted: false } : cause
      const by = Math.abs(measured - Number(text))
      different.push({ cell: `${subject} ${metric}`, by, why: why?.reason, isFitted: why?.isFitted === true })
    }
  }
  return { rows, cells, exact: cells - different.length, different, notRecomputed }
}
