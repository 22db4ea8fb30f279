import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { benchmarkIds } from '@retable/harness/benchmarks'
import { paperIds } from '@retable/harness/papers'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './root.ts'

const main = path.join(import.meta.dirname, 'main.ts')
let store: string
beforeAll(async () => {
  store = await mkdtemp(path.join(tmpdir(), 'retable-replay-all-'))
})
afterAll(() => rm(store, { recursive: true }))

/** From the mirror alone: a proxy that nobody serves stands before every download. */
function replay(...words: string[]) {
  return execa(process.execPath, [main, 'replay', ...words], {
    reject: false,
    env: {
      RETABLE_STORE: store,
      RETABLE_MIRROR: path.resolve(process.env['RETABLE_MIRROR'] ?? ''),
      RETABLE_ACCEPT_LICENCES: 'NONE,CC-BY-NC-4.0',
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: 'http://127.0.0.1:9',
    },
  })
}

test.each([...new Set([...benchmarkIds, ...paperIds(root)])])(
  'replay %s finds no deviation without its cause',
  // A table of AlpacaEval takes a fit for each model.
  { timeout: 120_000 },
  async (name) => {
    const { exitCode, stderr } = await replay(name)
    expect(exitCode, stderr).toBe(0)
  },
)

// All tables of all benchmarks and papers are recomputed.
test('replay --all replays each of them, and counts what it finds', { timeout: 600_000 }, async () => {
  const { exitCode, stdout } = await replay('--all', '--summary')
  expect(exitCode, stdout).toBe(0)
  const lines = stdout.split('\n')
  expect(lines.at(-1)).toBe('no deviation without a known cause')
  const named = (name: string, kind: string) =>
    lines.filter((line) => line.startsWith(`${kind === 'paper' ? 'paper ' : ''}${name}:`)).length
  expect(benchmarkIds.map((id) => named(id, 'benchmark'))).toEqual(benchmarkIds.map(() => 1))
  expect(paperIds(root).map((id) => named(id, 'paper'))).toEqual(paperIds(root).map(() => 1))
  expect(lines).toHaveLength(benchmarkIds.length + paperIds(root).length + 3)
})
