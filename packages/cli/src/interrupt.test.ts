import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './environment.ts'

let store: string
beforeAll(async () => {
  store = await mkdtemp(path.join(tmpdir(), 'retable-interrupt-'))
})
afterAll(() => rm(store, { recursive: true }))

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a test run with one sentence and 130, after its children',
  { timeout: 60_000 },
  async (signal) => {
    const running = execa(
      process.execPath,
      [path.join(root, 'packages/cli/src/main.ts'), 'test', 'packages/stats'],
      {
        cwd: root,
        reject: false,
        env: { RETABLE_STORE: store, RETABLE_GOLDEN: '', RETABLE_MIRROR: '' },
      },
    )
    running.stderr.on('data', (chunk: Buffer) => {
      if (String(chunk).includes('running: tests')) setTimeout(() => running.kill(signal), 500)
    })
    const { exitCode, stdout, stderr } = await running
    expect(exitCode).toBe(130)
    expect(stdout).toBe('')
    expect(stderr.split('\n').at(-1)).toMatch(/^retable: stopped/)
  },
)
