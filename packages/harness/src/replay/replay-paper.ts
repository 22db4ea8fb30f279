import { AssetError, type Assets } from '@retable/assets'
import type {
  CellsNotRecomputed,
  PaperReplay,
  PaperReplayResult,
  ReplayedCell,
  ReplayGroup,
  ReportedCell,
} from '@retable/core'
import { HarnessError } from '../errors.ts'
import { whyNotHad } from './unavailable.ts'
import { compareCell } from '../verdicts/replayed-cell.ts'
import type { LoadedPaper } from '../papers/load-paper.ts'

/**
 * Recomputes what released outputs allow of a paper's reported cells. Every cell is in the outcome: recomputed, or
 * named with the reason why not. A file that lacks leaves out the cells of its own group and no others.
 *
 * @throws HarnessError `harness/reported` if a cell is recomputed that does not exist, twice, or in another group
 */
export async function replayPaper(
  { reproduction: { paper, replay, nothingReleased }, cells }: LoadedPaper,
  assets: Assets,
  signal?: AbortSignal,
): Promise<PaperReplayResult> {
  const head = { name: paper.id, kind: 'paper', source: replay?.source ?? '' } as const
  if (replay === undefined) {
    const reason = nothingReleased ?? 'the paper’s package does not say what was released'
    return { ...head, rows: [], notRecomputed: [{ reason, cells: idsOf(cells), pinned: false }] }
  }
  const byId = new Map(cells.map((cell) => [cell.cell, cell]))
  refuse(paper.id, faultOf(replay.groups, byId))
  const printed = new Map(cells.map(({ cell, value }) => [cell, value]))
  const groups = await Promise.all(
    replay.groups.map(async (group): Promise<readonly ReplayedCell[] | CellsNotRecomputed> => {
      try {
        const given = await group.recompute((asset, own) => assets.read(asset, own ?? signal), printed)
        refuse(paper.id, faultOfGroup(group, given))
        return given
      } catch (error) {
        if (!(error instanceof AssetError)) throw error
        return { reason: whyNotHad(error), cells: group.cells, pinned: true }
      }
    }),
  )
  const recomputed = groups.flatMap((given) => ('reason' in given ? [] : given))
  const lacking = groups.filter((given) => 'reason' in given)
  return {
    ...head,
    rows: recomputed.map((cell) => compareCell(byId.get(cell.cell)!, cell)),
    notRecomputed: [...byReason(lacking), ...withoutGroup(replay, cells)],
  }
}

/** Groups that lack a file for the same reason are told as one. */
function byReason(lacking: readonly CellsNotRecomputed[]): CellsNotRecomputed[] {
  return [...Map.groupBy(lacking, ({ reason }) => reason)].map(([reason, those]) => ({
    reason,
    cells: those.flatMap(({ cells }) => cells),
    pinned: true,
  }))
}

function withoutGroup(replay: PaperReplay, cells: readonly ReportedCell[]): CellsNotRecomputed[] {
  const grouped = new Set(replay.groups.flatMap((group) => group.cells))
  const left = cells.filter(({ cell }) => !grouped.has(cell))
  return [...Map.groupBy(left, (cell) => replay.whyNotRecomputed(cell))].map(([reason, those]) => ({
    reason,
    cells: idsOf(those),
    pinned: false,
  }))
}

function faultOf(
  groups: readonly ReplayGroup[],
  byId: ReadonlyMap<string, ReportedCell>,
): string | undefined {
  const ids = groups.flatMap(({ cells }) => cells)
  const unknown = ids.find((id) => !byId.has(id))
  if (unknown !== undefined) return `its replay names the cell "${unknown}", which reported.csv does not have`
  const twice = ids.find((id, i) => ids.indexOf(id) < i)
  return twice === undefined ? undefined : `its replay names the cell "${twice}" twice`
}

function faultOfGroup({ cells }: ReplayGroup, given: readonly ReplayedCell[]): string | undefined {
  const other = given.find(({ cell }) => !cells.includes(cell))
  if (other !== undefined) return `its replay gives the cell "${other.cell}", which its group does not name`
  const lacking = cells.find((id) => given.filter(({ cell }) => cell === id).length !== 1)
  return lacking === undefined ? undefined : `its replay does not give the cell "${lacking}" once`
}

function refuse(paper: string, fault: string | undefined): void {
  if (fault !== undefined) throw new HarnessError('harness/reported', `${paper}: ${fault}`)
}

function idsOf(cells: readonly ReportedCell[]): string[] {
  return cells.map(({ cell }) => cell)
}
