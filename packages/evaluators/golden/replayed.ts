import type { JudgeLeaderboard } from '@retable/core'
import { agreesAsPrinted } from '@retable/stats'
import { mirrorReader } from './mirror.ts'

/** What recomputing a table from the mirror gives: how many cells, how many exact, and the rest with their reasons. */
export async function replayed(leaderboard: JudgeLeaderboard) {
  const read = mirrorReader()
  const published = await leaderboard.published(read)
  const different: { readonly cell: string; readonly by: number; readonly why: string | undefined }[] = []
  const notRecomputed: string[] = []
  let [rows, cells] = [0, 0]
  for (const { subject, cells: printed } of published) {
    const measurements = await leaderboard.recompute(subject, read)
    if (measurements === null) {
      notRecomputed.push(leaderboard.whyNotRecomputed(subject))
      continue
    }
    rows += 1
    for (const { metric, printed: text, scale } of printed) {
      cells += 1
      const value = measurements.find(({ name }) => name === metric)!.value * scale
      if (agreesAsPrinted(value, text)) continue
      const why = leaderboard.whyDifferent?.(subject, metric)
      different.push({ cell: `${subject} ${metric}`, by: Math.abs(value - Number(text)), why })
    }
  }
  return { rows, cells, exact: cells - different.length, different, notRecomputed }
}
