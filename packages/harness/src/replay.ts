import { AssetError, type Assets } from '@retable/assets'
import type {
  Benchmark,
  JudgeBenchmark,
  JudgeLeaderboard,
  Leaderboard,
  Measurement,
  PublishedCell,
} from '@retable/core'
import type { Format } from '@retable/readers'
import { agreesAsPrinted, printedLike } from '@retable/stats'
import { scoreFile } from './score-file.ts'

/** One published number and what its raw outputs give. */
export interface ReplayRow {
  /** Id of the published table. */
  readonly table: string
  /** Whom the number is about: a model. */
  readonly subject: string
  readonly metric: string
  /** As printed. */
  readonly reported: string
  /** In the reported number's unit and decimals. */
  readonly measured: string
  readonly verdict: 'exact' | 'deviates'
  /** Empty for an exact cell; else by how much it deviates, and why if that is known. */
  readonly reason: string
  /** Whether the cause of a deviation is known and documented. */
  readonly explained: boolean
}

/** A published row that was not recomputed. */
export interface NotRecomputed {
  readonly table: string
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
  readonly benchmark: Benchmark | JudgeBenchmark
  readonly assets: Assets
  readonly signal?: AbortSignal | undefined
  /** Called when a published row is done, with how many are done of how many. */
  readonly onRow?: ((done: number, total: number, subject: string) => void) | undefined
}

/**
 * Recomputes a benchmark's published tables from the raw outputs or judgements that were released, cell by cell.
 * Every published row is in the outcome: recomputed, or named with the reason why not.
 *
 * @throws AssetError if a published table itself cannot be had
 */
export async function replayBenchmark(options: ReplayOptions): Promise<Replay> {
  const { benchmark, assets, signal } = options
  const rows: ReplayRow[] = []
  const notRecomputed: NotRecomputed[] = []
  const read = (asset: Parameters<Assets['read']>[0]) => assets.read(asset, signal)
  for (const table of tablesOf(options)) {
    const published = await table.published(read)
    for (const [index, { subject, cells }] of published.entries()) {
      signal?.throwIfAborted()
      const leave = (reason: string, pinned: boolean) =>
        notRecomputed.push({ table: table.id, subject, reason, pinned })
      try {
        const metrics = await table.recompute(subject, read)
        if (metrics === null) leave(table.whyNotRecomputed(subject), false)
        else rows.push(...cells.map((cell) => compare(table, subject, cell, metrics)))
      } catch (error) {
        if (!(error instanceof AssetError)) throw error
        leave(error.message, true)
      }
      options.onRow?.(index + 1, published.length, subject)
    }
  }
  return { name: benchmark.id, rows, notRecomputed }
}

function tablesOf({ benchmark, assets, signal }: ReplayOptions): readonly JudgeLeaderboard[] {
  if ('kind' in benchmark) return benchmark.leaderboards
  return benchmark.leaderboards.map((leaderboard) => tableOf(benchmark, leaderboard, assets, signal))
}

/** A table of raw outputs in the form of one of judgements: a row's figures are what its file scores. */
function tableOf(
  benchmark: Benchmark,
  leaderboard: Leaderboard,
  assets: Assets,
  signal?: AbortSignal,
): JudgeLeaderboard {
  const { id, source, published, whyNotRecomputed, variant, format } = leaderboard
  return {
    id,
    source,
    whyNotRecomputed,
    published: async (read) => leaderboard.parsePublished(new TextDecoder().decode(await read(published))),
    async recompute(subject) {
      const outputs = leaderboard.outputs.find((candidate) => candidate.subject === subject)
      if (outputs === undefined) return null
      const file = await assets.path(outputs.asset, signal)
      const { fileName } = outputs
      const score = { benchmark, file, fileName, format: format as Format, variant, assets, signal }
      return (await scoreFile(score)).metrics
    },
  }
}

function compare(
  table: JudgeLeaderboard,
  subject: string,
  { metric, printed, scale }: PublishedCell,
  metrics: readonly Measurement[],
): ReplayRow {
  const cell = { table: table.id, subject, metric, reported: printed }
  const found = metrics.find((candidate) => candidate.name === metric)
  if (found === undefined) {
    const reason = `the variant measures no ${metric}`
    return { ...cell, measured: '', verdict: 'deviates', reason, explained: false }
  }
  const value = found.value * scale
  const measured = printedLike(value, printed)
  if (agreesAsPrinted(value, printed)) {
    return { ...cell, measured, verdict: 'exact', reason: '', explained: false }
  }
  const why = table.whyDifferent?.(subject, metric)
  const by = `differs by ${(value - Number(printed)).toPrecision(3)}`
  const reason = why === undefined ? by : `${by}: ${why}`
  return { ...cell, measured, verdict: 'deviates', reason, explained: why !== undefined }
}
