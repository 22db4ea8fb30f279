import { AssetError, type Assets } from '@retable/assets'
import type {
  Benchmark,
  BenchmarkReplay,
  ComparedFigure,
  JudgeBenchmark,
  JudgeLeaderboard,
  Leaderboard,
  PublishedRow,
  RowNotes,
  RowNotRecomputed,
} from '@retable/core'
import type { Format } from '@retable/readers'
import { scoreFile } from '../score/score-file.ts'
import { compareFigure } from '../verdicts/replayed-figure.ts'
import { whyNotHad } from './unavailable.ts'

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
 * Every published row is in the outcome: recomputed, or named with the reason why not. A table that itself cannot be had
 * is named as "every row".
 */
export async function replayBenchmark(options: ReplayOptions): Promise<BenchmarkReplay> {
  const { benchmark, assets, signal } = options
  const rows: ComparedFigure[] = []
  const notRecomputed: RowNotRecomputed[] = []
  const notes: RowNotes[] = []
  const read = (asset: Parameters<Assets['read']>[0]) => assets.read(asset, signal)
  for (const table of tablesOf(options)) {
    const leave = (subject: string, reason: string, pinned: boolean) =>
      notRecomputed.push({ table: table.id, subject, reason, pinned })
    const published = await orAssetError(table.published(read))
    if (published instanceof AssetError) {
      const reason = whyNotHad(published)
      notRecomputed.push({ table: table.id, subject: 'every row', reason, pinned: true, isWholeTable: true })
      continue
    }
    for (const [index, { subject, cells }] of published.entries()) {
      signal?.throwIfAborted()
      const found = await orAssetError(table.recompute(subject, read))
      if (found === null) leave(subject, table.whyNotRecomputed(subject), false)
      else if (found instanceof AssetError) leave(subject, whyNotHad(found), true)
      else {
        const { notes: ofRow, standIns = [] } = found
        rows.push(...cells.map((cell) => compareFigure(table, subject, cell, found)))
        if (ofRow.length + standIns.length > 0)
          notes.push({ table: table.id, subject, notes: ofRow, standIns })
      }
      options.onRow?.(index + 1, published.length, subject)
    }
  }
  return { name: benchmark.id, rows, notRecomputed, notes }
}

function orAssetError<T>(promise: Promise<T>): Promise<T | AssetError> {
  return promise.catch((error: unknown) => {
    if (error instanceof AssetError) return error
    throw error
  })
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
    published: async (read): Promise<readonly PublishedRow[]> =>
      leaderboard.parsePublished(new TextDecoder().decode(await read(published))),
    async recompute(subject) {
      const outputs = leaderboard.outputs.find((candidate) => candidate.subject === subject)
      if (outputs === undefined) return null
      const file = await assets.path(outputs.asset, signal)
      const { fileName } = outputs
      const score = { benchmark, file, fileName, format: format as Format, variant, assets, signal }
      return { measurements: (await scoreFile(score)).metrics, notes: [] }
    },
  }
}
