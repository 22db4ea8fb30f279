import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseReported, reportedColumns } from '@retable/core/reported'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measuredCells, paperTables, tablesNamed } from './paper-tables.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-tables-'))
  await mkdir(path.join(root, 'results/p/nano'), { recursive: true })
  const head = 'cell,reported,measured,standard_error,verdict'
  await writeFile(
    path.join(root, 'results/p/nano/diff.csv'),
    `${head}\nt/b/x,1.50,39.84375,1.5,not comparable\n`,
  )
  await writeFile(path.join(root, 'results/p/nano/manifest.json'), '{}')
  // What a run left that was stopped while it wrote its files.
  await mkdir(path.join(root, 'results/p/mini'))
  await writeFile(path.join(root, 'results/p/mini/diff.csv'), `${head}\nt/b/x,1.50,77,,not comparable\n`)
  await mkdir(path.join(root, 'results/p/replay'))
  await writeFile(
    path.join(root, 'results/p/replay/diff.csv'),
    `${head}\nt/b/y,1.50,1.4951,,exact\nt/a/y,1.50,1.5051,,deviates\n`,
  )
})
afterAll(() => rm(root, { recursive: true }))

const row = (cell: string, table: string, r: string, c: string, readFrom = 'full text') =>
  `${cell},arXiv v1,${table},${r},${c},accuracy,1.50,%,,,${readFrom},a test`
const cells = parseReported(
  [
    reportedColumns.join(','),
    row('t/b/x', 'Table 1 (one)', 'B', 'X'),
    row('t/b/y', 'Table 1 (one)', 'B', 'Y'),
    row('t/a/y', 'Table 1 (one)', 'A', 'Y', 'digest'),
    row('u', 'Table 11', 'A', 'X'),
    '',
  ].join('\n'),
)

test('rows and columns stand in the order of the file, with what was measured and second hands marked', async () => {
  const [one, eleven] = paperTables(cells, await measuredCells(root, 'p'))
  expect(one).toMatchObject({ table: 'Table 1 (one)', rows: ['B', 'A'], columns: ['X', 'Y'] })
  const ids = one?.cells.map((line) => line.map((at) => at.map(({ cell }) => cell.cell)))
  expect(ids).toEqual([
    [['t/b/x'], ['t/b/y']],
    [[], ['t/a/y']],
  ])
  // The folder without a manifest is no finished run.
  expect(one?.cells[0]?.[0]?.[0]?.measured).toHaveLength(1)
  const measured = [{ tier: 'nano', value: 39.84375, standardError: 1.5, shown: '39.84' }]
  expect(one?.cells[0]?.[0]?.[0]).toMatchObject({ secondHand: false, measured })
  expect(one?.cells[1]?.[1]?.[0]).toMatchObject({ secondHand: true, cell: { value: '1.50' } })
  const replayed = [one?.cells[0]?.[1]?.[0], one?.cells[1]?.[1]?.[0]].map((cell) => cell?.measured[0])
  expect(replayed).toMatchObject([
    { tier: 'replay', standardError: null, shown: '=' },
    { tier: 'replay', standardError: null, shown: '1.51' },
  ])
  expect(eleven?.table).toBe('Table 11')
})

test('a row that the first column lacks keeps its place', () => {
  const listed = [
    row('1', 'T', 'First', 'X'),
    row('2', 'T', 'Last', 'X'),
    row('3', 'T', 'First', 'Y'),
    row('4', 'T', 'Middle', 'Y'),
    row('5', 'T', 'Last', 'Y'),
  ]
  const gap = parseReported([reportedColumns.join(','), ...listed, ''].join('\n'))
  expect(paperTables(gap, new Map())[0]).toMatchObject({
    rows: ['First', 'Middle', 'Last'],
    columns: ['X', 'Y'],
  })
})

test('a table is named by its number or a part of its name', () => {
  const tables = paperTables(cells, new Map())
  const named = (name: string) => tablesNamed(tables, name).map(({ table }) => table)
  expect(named('1')).toEqual(['Table 1 (one)'])
  expect(named('11')).toEqual(['Table 11'])
  expect(named('TABLE')).toEqual(['Table 1 (one)', 'Table 11'])
  expect(() => named('2')).toThrow('no table is named "2"; there are: Table 1 (one); Table 11')
})
