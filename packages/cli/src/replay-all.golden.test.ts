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
test.each([...new Set([...benchmarkIds, ...paperIds(root)])])(
  'replay %s finds no deviation without its cause',
  { timeout: 120_000 },
  async (name) => {
    const { exitCode, stderr } = await execa(process.execPath, [main, 'replay', name], {
      reject: false,
      env: {
        RETABLE_STORE: store,
        RETABLE_MIRROR: path.resolve(process.env['RETABLE_MIRROR'] ?? ''),
        RETABLE_ACCEPT_LICENCES: 'NONE,CC-BY-NC-4.0',
        NODE_USE_ENV_PROXY: '1',
        HTTPS_PROXY: 'http://127.0.0.1:9',
      },
    })
    expect(exitCode, stderr).toBe(0)
  },
)
