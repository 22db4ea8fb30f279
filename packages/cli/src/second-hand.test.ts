import { isSecondHand, quotedValue } from '@retable/core'
import { checkPaper, loadPaper, paperIds, type LoadedPaper } from '@retable/harness/papers'
import { replayPaper } from '@retable/harness/replays'
import { quotedCell } from '@retable/report/checks'
import { paperMarkdown } from '@retable/report/papers'
import { paperReplayText } from '@retable/report/replays'
import { expect, test } from 'vitest'
import { assetsFromEnvironment, root } from './environment.ts'

const papers: LoadedPaper[] = []
for (const id of paperIds(root)) papers.push(await loadPaper(root, id))
const cells = papers.flatMap((paper) => paper.cells)
const kinds = [...new Set(cells.map(({ read_from }) => read_from))].toSorted()
const assets = assetsFromEnvironment([], { update: () => undefined, end: () => undefined })

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
