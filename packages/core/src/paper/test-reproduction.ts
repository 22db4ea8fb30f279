import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { cellFaults, type NamesCells } from './cell-faults.ts'
import type { Paper } from './paper.ts'
import type { PaperReplay } from './paper-replay.ts'
import { parseReported, reportedColumns } from './reported-csv.ts'

/** What is tested of a paper's package; a reproduction is one. */
export interface TestedPaper extends NamesCells {
  readonly paper: Paper
  readonly replay?: PaperReplay
  readonly nothingReleased?: string
}

/**
 * What every paper's package must keep: real cells, each with what was read for it, and claims, relations and
 * measurements that name only cells which exist. Whether the cells agree among themselves is what `./retable check`
 * tells.
 *
 * @param folder - absolute path of the package, with its reported.csv
 */
export function testReproduction(folder: string, reproduction: TestedPaper): void {
  const { paper, claims, replay, nothingReleased } = reproduction
  const text = readFileSync(path.join(folder, 'reported.csv'), 'utf8')
  const cells = parseReported(text)

  describe(`${paper.id} keeps the contract of papers`, () => {
    test('it is named as its folder, and its texts are filled in', () => {
      expect(paper.id).toBe(path.basename(folder))
      expect(paper.arxiv, 'an arXiv id with its version, as in 2404.19733v3').toMatch(
        /^\d{4}\.\d{4,5}(v\d+)?$/,
      )
      for (const words of [paper.title, paper.authors]) expect(words).not.toMatch(/TODO|^\s*$/)
      expect(paper.versions.length, 'what was read of which version').toBeGreaterThan(0)
    })

    test('reported.csv has the columns and at least one cell', () => {
      expect(text.split('\n')[0]).toBe(reportedColumns.join(','))
      expect(cells.length, 'no cell is in reported.csv yet').toBeGreaterThan(0)
    })

    test('every cell says where it stands and what was read', () => {
      for (const { cell, version, table, row, column, metric, read_from, source } of cells) {
        const texts = { version, table, row, column, metric, read_from, source }
        const empty = Object.entries(texts).flatMap(([name, value]) => (value.trim() === '' ? name : []))
        expect(empty, `the cell "${cell}" lacks these`).toEqual([])
      }
    })

    test('there are claims, and all that names a cell names one that exists', () => {
      expect(claims.length, 'no claim is in claims.ts yet').toBeGreaterThan(0)
      expect(cellFaults(reproduction, cells)).toEqual([])
    })

    if (replay === undefined) {
      test('without a replay it says why nothing can be recomputed', () => {
        expect(nothingReleased, 'a replay, or the sentence nothingReleased, is wanted').toMatch(/\S/)
        expect(nothingReleased, 'nothingReleased still has to be written').not.toContain('TODO')
      })
    } else {
      test('each cell is recomputed once, or has a reason why not', () => {
        expect(nothingReleased, 'a paper with a replay has released something').toBeUndefined()
        const recomputed = replay.groups.flatMap((group) => group.cells)
        expect(recomputed).toEqual([...new Set(recomputed)])
        const left = cells.filter(({ cell }) => !recomputed.includes(cell))
        for (const cell of left) expect(replay.whyNotRecomputed(cell), cell.cell).toMatch(/\S/)
      })
    }
  })
}
