import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { cellFaults, type NamesCells } from './cell-faults.ts'
import type { Paper, PaperReplay } from './paper.ts'
import { parseReported, reportedColumns } from './reported.ts'

/** What is tested of a paper's package; a reproduction is one. */
export interface TestedPaper extends NamesCells {
  readonly paper: Paper
  readonly replay?: PaperReplay
}

/**
 * What every paper's package must keep: real cells, each with what was read for it, and claims, relations and
 * measurements that name only cells which exist. Whether the cells agree among themselves is what `./retable check`
 * tells.
 *
 * @param folder - absolute path of the package, with its reported.csv
 */
export function testReproduction(folder: string, { paper, replay, ...uses }: TestedPaper): void {
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
      expect(text.split('\n', 1)[0]).toBe(reportedColumns.join(','))
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
      expect(uses.claims.length, 'no claim is in claims.ts yet').toBeGreaterThan(0)
      expect(cellFaults(uses, cells)).toEqual([])
    })

    if (replay !== undefined) {
      test('its replay has a reason for every cell', () => {
        for (const { cell } of cells) expect(replay.whyNotRecomputed(cell), cell).toMatch(/\S/)
      })
    }
  })
}
