import { AssetError, type Assets } from '@retable/assets'
import type { Benchmark, Leaderboard, Measurement, PublishedCell, PublishedRow } from '@retable/core'
import type { Format } from '@retable/readers'
import { agreesAsPrinted, printedLike } from '@retable/stats'
import { scoreFile } from './score-file.ts'

/** One published number and what its raw outputs give. */
export interface ReplayRow {
  /** Whom the number is about: a model. */
  readonly subject: string
  readonly metric: string
  /** As printed. */
  readonly reported: string
  /** In the reported number's unit and decimals. */
  readonly measured: string
  readonly verdict: 'exact' | 'deviates'
  /** Empty for an exact cell; else by how much it deviates. */
  readonly reason: string
}

/** A published row that was not recomputed. */
export interface NotRecomputed {
  readonly subject: string
  readonly reason: string
  /** Its raw outputs are pinned, so that this machine should have had them. */
  readonly pinned: boolean
}

/** What a replay finds. */
export interface Replay {
  readonly name: string
  readonly rows: readonly ReplayRow[]
  readonly notRecomputed: readonly NotRecomputed[]
}

/** Options of {@link replayBenchmark}. */
export interface ReplayOptions {
  readonly benchmark: Benchmark
  readonly assets: Assets
  readonly signal?: AbortSignal | undefined
  /** Called when a published row is done, with how many are done of how many. */
  readonly onRow?: ((done: number, total: number, subject: string) => void) | undefined
}

/**
 * Recomputes a benchmark's published tables from the raw outputs that their authors released, cell by cell.
 * Every published row is in the outcome: recomputed, or named with the reason why not.
 *
 * @throws AssetError if a published table itself cannot be had
 */
export async function replayBenchmark(options: ReplayOptions): Promise<Replay> {
  const rows: ReplayRow[] = []
  const notRecomputed: NotRecomputed[] = []
  for (const leaderboard of options.benchmark.leaderboards) {
    const text = (await options.assets.read(leaderboard.published, options.signal)).toString('utf8')
    const published = leaderboard.parsePublished(text)
    for (const [index, row] of published.entries()) {
      const recomputed = await recompute(row, leaderboard, options)
      if ('reason' in recomputed) notRecomputed.push(recomputed)
      else rows.push(...row.cells.map((cell) => compare(row.subject, cell, recomputed.metrics)))
      options.onRow?.(index + 1, published.length, row.subject)
    }
  }
  return { name: options.benchmark.id, rows, notRecomputed }
}

async function recompute(
  { subject }: PublishedRow,
  leaderboard: Leaderboard,
  { benchmark, assets, signal }: ReplayOptions,
): Promise<{ readonly metrics: readonly Measurement[] } | NotRecomputed> {
  const outputs = leaderboard.outputs.find((candidate) => candidate.subject === subject)
  if (outputs === undefined) {
    return { subject, reason: leaderboard.whyNotRecomputed(subject), pinned: false }
  }
  try {
    const file = await assets.path(outputs.asset, signal)
    const { fileName } = outputs
    const format = leaderboard.format as Format
    return await scoreFile({
      benchmark,
      file,
      fileName,
      format,
      variant: leaderboard.variant,
      assets,
      signal,
    })
  } catch (error) {
    if (error instanceof AssetError) return { subject, reason: error.message, pinned: true }
    throw error
  }
}

function compare(subject: string, cell: PublishedCell, metrics: readonly Measurement[]): ReplayRow {
  const { metric, printed, scale } = cell
  const found = metrics.find((candidate) => candidate.name === metric)
  if (found === undefined) {
    const reason = `the variant measures no ${metric}`
    return { subject, metric, reported: printed, measured: '', verdict: 'deviates', reason }
  }
  const value = found.value * scale
  const measured = printedLike(value, printed)
  if (agreesAsPrinted(value, printed)) {
    return { subject, metric, reported: printed, measured, verdict: 'exact', reason: '' }
  }
  const reason = `differs by ${(value - Number(printed)).toPrecision(3)}`
  return { subject, metric, reported: printed, measured, verdict: 'deviates', reason }
}
