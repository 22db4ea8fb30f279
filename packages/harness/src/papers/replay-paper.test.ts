import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import type { PaperReplay, ReportedCell } from '@retable/core'
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
const whyNotRecomputed = (cell: string) => `no outputs of ${cell === 'd' ? 'one kind' : 'another kind'}`
const replayOf = (recompute: PaperReplay['recompute'] | null) =>
  replayPaper(
    {
      reproduction: {
        paper,
        claims: [],
        ...(recompute === null ? {} : { replay: { source: 'released', recompute, whyNotRecomputed } }),
      },
      folder: directory,
      cells,
    },
    openAssets({ directory, mirror: undefined, acceptedLicences: [] }),
  )

test('outputs make a cell exact or deviating; a leaderboard only agrees or differs', async () => {
  const { rows, notRecomputed } = await replayOf(() =>
    Promise.resolve([
      { cell: 'a', value: 51.84, from: 'outputs', source: 's' },
      { cell: 'b', value: 51.86, from: 'outputs', source: 's' },
      { cell: 'c', value: 51.8, from: 'leaderboard', source: 's' },
      { cell: 'e', value: 52, from: 'leaderboard', source: 's', whyDifferent: 'another version' },
    ]),
  )
  expect(
    rows.map(({ cell, measured, verdict, reason, explained }) => [
      cell,
      measured,
      verdict,
      reason,
      explained,
    ]),
  ).toEqual([
    ['a', '51.8', 'exact', '', false],
    ['b', '51.9', 'deviates', 'differs by 0.0600', false],
    ['c', '51.8', 'agrees with the leaderboard', '', false],
    ['e', '52.0', 'differs from it', 'differs by 0.200: another version', true],
  ])
  expect(notRecomputed).toEqual([{ reason: 'no outputs of one kind', cells: ['d'], pinned: false }])
})

test('every cell is accounted for where nothing can be recomputed, or a file is missing', async () => {
  const ids = cells.map(({ cell }) => cell)
  expect((await replayOf(null)).notRecomputed).toMatchObject([{ cells: ids, pinned: false }])
  const asset = {
    name: 'x.csv',
    url: 'http://127.0.0.1:9/x',
    sha256: '0'.repeat(64),
    bytes: 1,
    licence: 'CC-BY-NC-4.0',
  }
  const missing = await replayOf((read) => read(asset).then(() => []))
  expect(missing).toMatchObject({ rows: [], notRecomputed: [{ cells: ids, pinned: true }] })
  expect(missing.notRecomputed[0]?.reason).toContain('x.csv')
})

test('a recomputed cell that does not exist is an error', async () => {
  const unknown = replayOf(() => Promise.resolve([{ cell: 'z', value: 1, from: 'outputs', source: 's' }]))
  await expect(unknown).rejects.toThrow('its replay gives the cell "z", which reported.csv does not have')
})

test('a name that is a benchmark and a paper is both, the benchmark first', async () => {
  const root = path.resolve(import.meta.dirname, '../../../..')
  const kinds = async (name: string) => (await findReplays(root, name)).map(({ kind }) => kind)
  expect(await kinds('auto-j')).toEqual(['benchmark', 'paper'])
  expect(await kinds('gsm8k')).toEqual(['benchmark'])
  expect(await kinds('scpo')).toEqual(['paper'])
  expect(await kinds(path.join(root, 'reproductions/scpo'))).toEqual(['paper'])
  await expect(kinds('nope')).rejects.toThrow('there is no benchmark or paper "nope"; benchmarks: ')
})
