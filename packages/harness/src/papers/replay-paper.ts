import { AssetError, type Assets } from '@retable/assets'
import type { PaperReplay, ReplayedCell, ReportedCell } from '@retable/core'
import { agreesAsPrinted, printedLike } from '@retable/stats'
import { HarnessError } from '../errors.ts'
import type { LoadedPaper } from './load-paper.ts'

/** A cell that agrees with another published table is not thereby recomputed: only outputs make it `exact`. */
export type CellVerdict = 'exact' | 'deviates' | 'agrees with the leaderboard' | 'differs from it'

/** A reported cell and what it was recomputed as. */
export interface CellReplay {
  readonly cell: string
  readonly table: string
  readonly row: string
  readonly column: string
  readonly unit: string
  /** As printed. */
  readonly reported: string
  /** In the reported number's decimals. */
  readonly measured: string
  readonly from: ReplayedCell['from']
  /** What it was recomputed from. */
  readonly source: string
  readonly verdict: CellVerdict
  /** Empty where the two agree; else by how much they differ, and why if that is known. */
  readonly reason: string
  /** Whether the cause of a difference is known and documented. */
  readonly explained: boolean
}

/** Cells that were not recomputed for one reason. */
export interface CellsLeft {
  readonly reason: string
  readonly cells: readonly string[]
  /** They could have been, with a file that this machine should have had. */
  readonly pinned: boolean
}

/** What the replay of a paper finds. */
export interface PaperReplayed {
  readonly name: string
  readonly kind: 'paper'
  /** What was recomputed from; empty where nothing can be. */
  readonly source: string
  readonly rows: readonly CellReplay[]
  readonly notRecomputed: readonly CellsLeft[]
}

/**
 * Recomputes what released outputs allow of a paper's reported cells. Every cell is in the outcome: recomputed, or
 * named with the reason why not.
 *
 * @throws HarnessError `harness/reported` if a cell is recomputed that does not exist
 */
export async function replayPaper(
  { reproduction: { paper, replay }, cells }: LoadedPaper,
  assets: Assets,
  signal?: AbortSignal,
): Promise<PaperReplayed> {
  const head = { name: paper.id, kind: 'paper', source: replay?.source ?? '' } as const
  const ids = cells.map(({ cell }) => cell)
  if (replay === undefined) {
    const reason = 'the paper’s package recomputes no cells'
    return { ...head, rows: [], notRecomputed: [{ reason, cells: ids, pinned: false }] }
  }
  const recomputed = await replay
    .recompute(
      (asset, own) => assets.read(asset, own ?? signal),
      new Map(cells.map(({ cell, value }) => [cell, value])),
    )
    .catch((error: unknown) => {
      if (error instanceof AssetError) return error
      throw error
    })
  if (recomputed instanceof AssetError) {
    const reason = recomputed.message
    return { ...head, rows: [], notRecomputed: [{ reason, cells: ids, pinned: true }] }
  }
  const byId = new Map(cells.map((cell) => [cell.cell, cell]))
  const rows = recomputed.map((cell) => {
    const reported = byId.get(cell.cell)
    if (reported !== undefined) return compare(reported, cell)
    throw new HarnessError(
      'harness/reported',
      `${paper.id}: its replay gives the cell "${cell.cell}", which reported.csv does not have`,
    )
  })
  return { ...head, rows, notRecomputed: leftOf(replay, ids, rows) }
}

function leftOf(replay: PaperReplay, ids: readonly string[], rows: readonly CellReplay[]): CellsLeft[] {
  const done = new Set(rows.map(({ cell }) => cell))
  const left = ids.filter((id) => !done.has(id))
  return [...Map.groupBy(left, (id) => replay.whyNotRecomputed(id))].map(([reason, cells]) => ({
    reason,
    cells,
    pinned: false,
  }))
}

function compare(
  reported: ReportedCell,
  { cell, value, from, source, whyDifferent }: ReplayedCell,
): CellReplay {
  const { table, row, column, unit, value: printed } = reported
  const agrees = agreesAsPrinted(value, printed)
  const by = `differs by ${(value - Number(printed)).toPrecision(3)}`
  return {
    cell,
    table,
    row,
    column,
    unit,
    reported: printed,
    measured: printedLike(value, printed),
    from,
    source,
    verdict: verdictOf(from, agrees),
    reason: agrees ? '' : whyDifferent === undefined ? by : `${by}: ${whyDifferent}`,
    explained: !agrees && whyDifferent !== undefined,
  }
}

function verdictOf(from: ReplayedCell['from'], agrees: boolean): CellVerdict {
  if (from === 'outputs') return agrees ? 'exact' : 'deviates'
  return agrees ? 'agrees with the leaderboard' : 'differs from it'
}
