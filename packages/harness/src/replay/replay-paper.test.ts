import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import type { ReplayGroup, ReportedCell, Reproduction } from '@retable/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findReplays } from './find-replays.ts'
import { replayPaper } from './replay-paper.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-replay-'))
})
afterAll(() => rm(directory, { recursive: true }))

const cells: readonly ReportedCell[] = ['a', 'b', 'c', 'd', 'e'].map((cell) => ({
  cell,
  version: 'arXiv v1',
  table: 'Table 1',
  row: cell,
  column: 'x',
  metric: 'accuracy',
  value: '51.8',
  unit: '%',
  n: '',
  setting: '',
  read_from: 'full text',
  source: 'a test',
}))
const paper = { id: 'p', title: 'P', authors: 'nobody', arxiv: '0000.00000v1', versions: [] }
const whyNotRecomputed = ({ cell }: ReportedCell) =>
  `no outputs of ${cell === 'd' ? 'one kind' : 'another kind'}`
const groupOf = (ids: string, recompute: ReplayGroup['recompute']): ReplayGroup => ({
  cells: [...ids],
  recompute,
})
const replayOf = (...groups: ReplayGroup[]) =>
  replayOfPaper({ replay: { source: 'released', groups, whyNotRecomputed } })
const replayOfPaper = (rest: Pick<Reproduction, 'replay' | 'nothingReleased'>) =>
  replayPaper(
    { reproduction: { paper, claims: [], ...rest }, folder: directory, cells },
    openAssets({ directory, mirror: undefined, acceptedLicences: [] }),
  )
const from = 'outputs'

test('outputs make a cell exact or deviating; a leaderboard only agrees or differs', async () => {
  const { rows, notRecomputed } = await replayOf(
    groupOf('abce', () =>
      Promise.resolve([
        { cell: 'a', value: 51.84, from, source: 's' },
        { cell: 'b', value: 51.86, from, source: 's' },
        { cell: 'c', value: '51.75', from: 'leaderboard', source: 's' },
        {
          cell: 'e',
          value: '52.0',
          from: 'leaderboard',
          source: 's',
          known: { reason: 'another version', gives: '52.0' },
        },
      ]),
    ),
  )
  expect(
    rows.map(({ cell, measured, verdict, difference, cause }) => [
      cell,
      measured,
      verdict,
      Number(difference?.toFixed(9)),
      cause,
    ]),
  ).toEqual([
    ['a', '51.8', 'exact', 0.04, null],
    ['b', '51.9', 'deviates', 0.06, null],
    ['c', '51.8', 'agrees with the leaderboard', -0.05, null],
    ['e', '52.0', 'differs from it', 0.2, { reason: 'another version', isFitted: false }],
  ])
  expect(notRecomputed).toEqual([{ reason: 'no outputs of one kind', cells: ['d'], pinned: false }])
})

test('a known cause explains the value that it yields, and no other', async () => {
  const known = { reason: 'one output less', gives: '49.8' }
  const at = async (value: number) => {
    const group = groupOf('a', () => Promise.resolve([{ cell: 'a', value, from, source: 's', known }]))
    const { rows } = await replayOf(group)
    return [rows[0]?.verdict, rows[0]?.cause, rows[0]?.refutedCause]
  }
  expect(await at(49.81)).toEqual(['deviates', { reason: 'one output less', isFitted: false }, null])
  expect(await at(12)).toEqual(['deviates', null, known])
  expect(await at(51.8)).toEqual(['exact', null, known])
})

test('every cell is accounted for where nothing was released', async () => {
  const ids = cells.map(({ cell }) => cell)
  expect((await replayOfPaper({ nothingReleased: 'no weights' })).notRecomputed).toEqual([
    { reason: 'no weights', cells: ids, pinned: false },
  ])
})

test('a missing file leaves out the cells of its group, and the others keep their own reasons', async () => {
  const asset = {
    name: 'x.csv',
    url: 'http://127.0.0.1:9/x',
    sha256: '0'.repeat(64),
    bytes: 1,
    licence: 'CC-BY-NC-4.0',
  }
  const { rows, notRecomputed } = await replayOf(
    groupOf('ab', (read) => read(asset).then(() => [])),
    groupOf('c', () => Promise.resolve([{ cell: 'c', value: 51.8, from, source: 's' }])),
  )
  expect(rows).toMatchObject([{ cell: 'c', verdict: 'exact' }])
  expect(notRecomputed).toEqual([
    {
      reason: expect.stringMatching(/^not fetched: .*--accept-licence CC-BY-NC-4.0$/) as string,
      cells: ['a', 'b'],
      pinned: true,
    },
    { reason: 'no outputs of one kind', cells: ['d'], pinned: false },
    { reason: 'no outputs of another kind', cells: ['e'], pinned: false },
  ])
})

test('a group that names what is not there, or gives other cells than it names, is an error', async () => {
  const given = (cell: string) => () => Promise.resolve([{ cell, value: 1, from, source: 's' } as const])
  await expect(replayOf(groupOf('z', given('z')))).rejects.toThrow(
    'its replay names the cell "z", which reported.csv does not have',
  )
  await expect(replayOf(groupOf('a', given('a')), groupOf('a', given('a')))).rejects.toThrow(
    'its replay names the cell "a" twice',
  )
  await expect(replayOf(groupOf('a', given('b')))).rejects.toThrow('which its group does not name')
  await expect(replayOf(groupOf('a', () => Promise.resolve([])))).rejects.toThrow(
    'its replay does not give the cell "a" once',
  )
})

test('a name that is a benchmark and a paper is both, the benchmark first', async () => {
  const root = path.resolve(import.meta.dirname, '../../../..')
  const kinds = async (name: string) => (await findReplays(root, name)).map(({ kind }) => kind)
  expect(await kinds('auto-j')).toEqual(['benchmark', 'paper'])
  expect(await kinds('gsm8k')).toEqual(['benchmark'])
  expect(await kinds('scpo')).toEqual(['paper'])
  expect(await kinds(path.join(root, 'reproductions/scpo'))).toEqual(['paper'])
  await expect(kinds('nope')).rejects.toThrow('there is no benchmark or paper "nope"; ./retable list')
  await expect(kinds('gsm9k')).rejects.toThrow('did you mean gsm8k?')
})
