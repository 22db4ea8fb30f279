import { isSecondHand, quotedValue } from '@retable/core'
import { checkPaper, loadPaper, paperIds, paperVerdicts, type LoadedPaper } from '@retable/harness/papers'
import { replayPaper } from '@retable/harness/replays'
import type { DiffCsvRow } from '@retable/harness/runs'
import type { Table } from '@retable/report'
import { quotedCell } from '@retable/report/checks'
import { paperMarkdown } from '@retable/report/papers'
import { paperReplayText } from '@retable/report/replays'
import { execa } from 'execa'
import path from 'node:path'
import { expect, test } from 'vitest'
import { paperVerdictsTables, paperVerdictsText } from '@retable/report/verdicts'
import { diffTables, diffText } from './beside/diff-text.ts'
import { assetsFromEnvironment, root } from './environment.ts'

const papers: LoadedPaper[] = []
for (const id of paperIds(root)) papers.push(await loadPaper(root, id))
const cells = papers.flatMap((paper) => paper.cells)
const kinds = [...new Set(cells.map(({ read_from }) => read_from))].toSorted()
const assets = assetsFromEnvironment([], { update: () => undefined })

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

test.each(kinds)('a cell that was read in the kind "%s" is marked everywhere or nowhere', async (kind) => {
  const cell = cells.find(({ read_from }) => read_from === kind)!
  const mark = isSecondHand(cell) ? '†' : ''
  expect(quotedValue(cell)).toBe(`${cell.value}${mark}`)
  expect(quotedCell(cell).includes('†')).toBe(mark !== '')

  const { reproduction, folder } = papers.find((each) => each.cells.includes(cell))!
  const { paper } = reproduction
  const claims = [{ id: 'C1', statement: 'it is so', cells: [cell.cell] }]
  const value = Number(cell.value) + 1
  const recompute = () => Promise.resolve([{ cell: cell.cell, value, from: 'outputs', source: 's' } as const])
  const groups = [{ cells: [cell.cell], recompute }]
  const one = { paper, claims, replay: { source: 's', groups, whyNotRecomputed: () => '' } }
  const replay = await replayPaper({ reproduction: one, folder, cells: [cell] }, assets)
  expect(replay.rows).toMatchObject([{ verdict: 'deviates', secondHand: mark !== '', readFrom: kind }])
  expect(paperReplayText(replay)).toContain(` ${cell.value}${mark}, found `)

  const check = checkPaper(one, [cell])
  const text = paperMarkdown({ paper, claims, cells: [cell], check, replay, untested: new Map() })
  const [claim, row] = [/^\| C1 .*$/m, /^\| .* \| deviates \| .*$/m].map((line) => line.exec(text)?.[0])
  expect(claim).toContain(`| ${cell.value}${mark} `)
  expect(row).toContain(`| ${cell.value}${mark} |`)
})

test.each([
  ['lift', 'nano'],
  ['self-rewarding', 'nano'],
  ['self-rewarding', 'replay'],
])('diff and verdicts mark the second-hand numbers of %s, tier %s', async (id, tier) => {
  const own = papers.find(({ reproduction }) => reproduction.paper.id === id)!
  const marked = new Map(own.cells.map((cell) => [cell.cell, isSecondHand(cell)]))
  const folder = path.join(root, 'results', id, tier)
  const { stdout } = await execa(process.execPath, [path.join(root, 'packages/cli/src/main.ts'), 'diff', folder, '--json']) // prettier-ignore
  const rows = JSON.parse(stdout) as DiffCsvRow[]
  expect(rows.some(({ cell }) => marked.get(cell))).toBe(true)
  const shown = diffTables('r', rows).flatMap((table) =>
    table.rows.map((row) => readableReported(table, row)),
  )
  const verdicts = await paperVerdicts(root, id)
  const title = `${id}: cells ${tier === 'replay' ? 'recomputed or looked up' : 'measured'}`
  const judged = paperVerdictsTables(verdicts).find((table) => table.title === title)!
  // Beside those of other tiers.
  const ofTier = judged.rows.filter((row) => textOf(row[0]!) === tier)
  for (const texts of [shown, ofTier.map((row) => readableReported(judged, row))]) {
    expect(texts.toSorted()).toEqual(
      rows.map(({ cell, reported, unit }) => `${reported}${marked.get(cell) ? '†' : ''} ${unit.split(' (')[0]}`.trim()).toSorted(), // prettier-ignore
    )
  }
  expect(diffText(rows)).toContain('† second hand, from: ')
  expect(paperVerdictsText(verdicts)).toContain('† second hand, from: ')
})

function readableReported({ columns }: Table, row: Table['rows'][number]): string {
  return textOf(row[columns.findIndex(({ title }) => title === 'reported')]!)
}

function textOf(cell: Table['rows'][number][number]): string {
  return typeof cell === 'string' ? cell : cell.text
}
