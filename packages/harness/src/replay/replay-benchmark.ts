import { AssetError, type Assets } from '@retable/assets'
import type {
  Benchmark,
  JudgeBenchmark,
  JudgeLeaderboard,
  KnownCause,
  Leaderboard,
  PublishedCell,
  PublishedRow,
  RecomputedRow,
} from '@retable/core'
import type { Format } from '@retable/readers'
import { agreesAsPrinted, printedLike } from '@retable/stats/printed'
import { withCause } from './known-cause.ts'
import { whyNotHad } from './unavailable.ts'
import { scoreFile } from '../score/score-file.ts'

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
  /** Whether the cause of a deviation is known and documented, and can make so large a one. */
  readonly explained: boolean
  /** Significant digits up to which a deviating figure agrees; null for an exact one. */
  readonly agreeingDigits: number | null
  /** Set where that cause was found by the very figure that it explains, so that this figure is no evidence for it. */
  readonly fitted?: true
}

/** What has to be known of the recomputed figures of a row. */
export interface RowNotes {
  readonly table: string
  readonly subject: string
  readonly notes: readonly string[]
  /** Pinned files that could not be had and whose stand-ins were read in their place. */
  readonly standIns: readonly string[]
}

/** A published row that was not recomputed. */
export interface NotRecomputed {
  readonly table: string
  readonly subject: string
  readonly reason: string
  /** Its raw outputs are pinned, so that this machine should have had them. */
  readonly pinned: boolean
  /** The table itself could not be had; `subject` is then "every row". */
  readonly isWholeTable?: true
}

/** What a replay finds. */
export interface Replay {
  readonly name: string
  readonly rows: readonly ReplayRow[]
  readonly notRecomputed: readonly NotRecomputed[]
  /** One entry for each recomputed row that has any. */
  readonly notes: readonly RowNotes[]
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
 * Every published row is in the outcome: recomputed, or named with the reason why not. A table that itself cannot be had
 * is named as "every row".
 */
export async function replayBenchmark(options: ReplayOptions): Promise<Replay> {
  const { benchmark, assets, signal } = options
  const rows: ReplayRow[] = []
  const notRecomputed: NotRecomputed[] = []
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
        const { notes: said, standIns = [] } = found
        rows.push(...cells.map((cell) => compare(table, subject, cell, found)))
        if (said.length + standIns.length > 0) notes.push({ table: table.id, subject, notes: said, standIns })
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

function compare(
  table: JudgeLeaderboard,
  subject: string,
  { metric, printed, scale }: PublishedCell,
  { measurements, standIns = [], otherwise = [] }: RecomputedRow,
): ReplayRow {
  const cell = { table: table.id, subject, metric, reported: printed }
  const found = measurements.find((candidate) => candidate.name === metric)
  if (found === undefined) {
    const reason = `the variant measures no ${metric}`
    return { ...cell, measured: '', verdict: 'deviates', reason, explained: false, agreeingDigits: 0 }
  }
  const measured = found.value * scale
  const shown = { ...cell, measured: printedLike(measured, printed) }
  if (agreesAsPrinted(measured, printed)) {
    return { ...shown, verdict: 'exact', reason: '', explained: false, agreeingDigits: null }
  }
  const published = Number(printed)
  const others = otherwise
    .filter((other) => other.metric === metric)
    .map(({ value, setting }) => ({ value: value * scale, setting }))
  const cause = causeOf(
    table.whyDifferent?.({ subject, metric, published, measured, standIns, otherwise: others }),
  )
  return {
    ...shown,
    verdict: 'deviates',
    reason: withCause(`differs by ${(measured - published).toPrecision(3)}`, cause),
    explained: cause !== undefined,
    agreeingDigits: digitsAgreed(measured, published),
    ...(cause?.isFitted === true && { fitted: true }),
  }
}

function causeOf(why: KnownCause | string | undefined): KnownCause | undefined {
  return typeof why === 'string' ? { reason: why, isFitted: false } : why
}

/** Significant digits before the first that differs, counted from the leading digit of the published number. */
function digitsAgreed(measured: number, published: number): number {
  const relative = Math.abs(measured - published) / Math.abs(published)
  return Number.isFinite(relative) && relative > 0 ? Math.max(0, Math.floor(-Math.log10(relative))) : 0
}
