import { expect, test } from 'vitest'
import { assetsFromEnvironment } from '../../environment.ts'
import { exitCodeOf } from './run-replay.ts'

const row = {
  table: 't',
  subject: 'm',
  metric: 'accuracy',
  reported: '1',
  measured: '1',
  reason: '',
  explained: false,
  agreeingDigits: null,
} as const
const exact = { ...row, verdict: 'exact' } as const
const missing = { table: 't', subject: 'n', reason: 'gone', pinned: true }

test('a deviation is 1 unless it is explained, a missing pinned file 3, and an unpinned row is fine', () => {
  const notRecomputed = [{ ...missing, pinned: false }]
  expect(exitCodeOf({ name: 'x', notes: [], rows: [exact], notRecomputed })).toBe(0)
  expect(exitCodeOf({ name: 'x', notes: [], rows: [exact], notRecomputed: [missing] })).toBe(3)
  const rows = [exact, { ...row, verdict: 'deviates' as const }]
  expect(exitCodeOf({ name: 'x', notes: [], rows, notRecomputed: [missing] })).toBe(1)
  const known = [{ ...row, verdict: 'deviates' as const, explained: true }]
  expect(exitCodeOf({ name: 'x', notes: [], rows: known, notRecomputed: [] })).toBe(0)
})

test('licences are accepted on the command line and in the environment', async () => {
  const asset = {
    name: 'x',
    url: 'http://127.0.0.1:9/x',
    sha256: '0'.repeat(64),
    bytes: 1,
    licence: 'CC-BY-NC-4.0',
  }
  const progress = { update: () => undefined, end: () => undefined }
  const codeOf = (accepted: readonly string[]) =>
    assetsFromEnvironment(accepted, progress)
      .read(asset)
      .then(
        () => 'had',
        (error: { code?: string }) => error.code,
      )
  const before = { ...process.env }
  try {
    delete process.env['RETABLE_MIRROR']
    process.env['RETABLE_ACCEPT_LICENCES'] = 'NONE'
    expect(await codeOf([])).toBe('assets/licence')
    expect(await codeOf(['CC-BY-NC-4.0'])).toBe('assets/no-network')
    process.env['RETABLE_ACCEPT_LICENCES'] = 'NONE, CC-BY-NC-4.0'
    expect(await codeOf([])).toBe('assets/no-network')
  } finally {
    process.env = before
  }
})
