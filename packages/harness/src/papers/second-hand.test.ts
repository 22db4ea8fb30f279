import path from 'node:path'
import { isSecondHand, quotedValue } from '@retable/core'
import { expect, test } from 'vitest'
import { compareCell } from '../verdicts/replayed-cell.ts'
import { quoted } from './check/contradiction-text.ts'
import { loadPaper, type LoadedPaper } from './load-paper.ts'
import { paperIds } from './paper-ids.ts'
import { paperText } from './paper-text.ts'

const root = path.resolve(import.meta.dirname, '../../../..')
const papers: LoadedPaper[] = []
for (const id of paperIds(root)) papers.push(await loadPaper(root, id))
const cells = papers.flatMap((paper) => paper.cells)
const kinds = [...new Set(cells.map(({ read_from }) => read_from))].toSorted()

test('every kind of reading that occurs is first hand or second hand by name', () => {
  const secondHand = ['digest', 'draft', 'third-party report', 'transcription']
  expect(kinds.filter((read_from) => isSecondHand({ read_from }))).toEqual(secondHand)
  expect(kinds.filter((kind) => !secondHand.includes(kind))).toEqual([
    'abstract',
    'full text',
    'repository',
    'table image',
  ])
})

test.each(kinds)('a cell that was read in the kind "%s" is marked everywhere or nowhere', (kind) => {
  const cell = cells.find(({ read_from }) => read_from === kind)!
  const mark = isSecondHand(cell) ? '†' : ''
  expect(quotedValue(cell)).toBe(`${cell.value}${mark}`)
  expect(quoted(cell).includes('†')).toBe(mark !== '')
  const replayed = compareCell(cell, { cell: cell.cell, value: cell.value, from: 'outputs', source: 's' })
  expect([replayed.secondHand, replayed.readFrom]).toEqual([mark !== '', kind])

  const paper = papers.find((each) => each.cells.includes(cell))!
  const other = { ...replayed, verdict: 'deviates', reason: 'differs' } as const
  const claims = [{ id: 'C1', statement: 'it is so', cells: [cell.cell] }]
  const { paper: named } = paper.reproduction
  const text = paperText(
    { reproduction: { paper: named, claims }, folder: paper.folder, cells: paper.cells },
    { name: named.id, kind: 'paper', source: 's', rows: [other], notRecomputed: [] },
  )
  const [claim, row] = [/^\| C1 .*$/m, /^\| .* \| deviates \| .*$/m].map((line) => line.exec(text)?.[0])
  expect(claim).toContain(`| ${cell.value}${mark} `)
  expect(row).toContain(`| ${cell.value}${mark} |`)
})
