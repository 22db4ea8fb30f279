import type { KnownDifference, ReplayGroup, ReplayedCell } from '@retable/core'
import { figureOf, publishedFigures, recomputedFigures, type PublishedRowName } from './published-table.ts'

/** Reported cells that are figures of one row of a benchmark's published table. */
export interface RowOfCells extends PublishedRowName {
  /** The row's metric by the id of the cell. */
  readonly cells: Readonly<Record<string, string>>
  /** What is known to differ, by the id of the cell. */
  readonly known?: Readonly<Record<string, KnownDifference>>
  /** A cell is the metric times this: 100 where the cell is in percent and the metric a share. */
  readonly scale?: number
}

/** Cells that were copied from a published table, and must agree with it. */
export function quotedRow(row: RowOfCells): ReplayGroup {
  return groupOf(row, 'leaderboard', (read) => publishedFigures(row, read))
}

/** Cells that the row's released outputs or judgements give. */
export function recomputedRow(row: RowOfCells): ReplayGroup {
  return groupOf(row, 'outputs', (read) => recomputedFigures(row, read))
}

function groupOf<T extends number | string>(
  { benchmark, table, subject, cells, known = {}, scale = 1 }: RowOfCells,
  from: ReplayedCell['from'],
  figures: (read: Parameters<ReplayGroup['recompute']>[0]) => Promise<ReadonlyMap<string, T>>,
): ReplayGroup {
  return {
    cells: Object.keys(cells),
    recompute: async (read) => {
      const found = await figures(read)
      return Object.entries(cells).map(([cell, metric]): ReplayedCell => {
        const figure: number | string = figureOf(found, metric)
        return {
          cell,
          value: typeof figure === 'number' ? figure * scale : figure,
          from,
          source: `benchmark ${benchmark}, table ${table}, row ${subject}, ${metric}`,
          ...(known[cell] === undefined ? {} : { known: known[cell] }),
        }
      })
    },
  }
}
