import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findBenchmark } from '@retable/harness'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-replay-'))
})
afterAll(() => rm(directory, { recursive: true }))

function replay(store: string, mirror: string, ...words: string[]) {
  return replayOf('gsm8k', store, mirror, ...words)
}

function replayOf(benchmark: string, store: string, mirror: string, ...words: string[]) {
  return execa(process.execPath, [main, 'replay', benchmark, ...words], {
    reject: false,
    env: {
      RETABLE_STORE: path.join(directory, store),
      RETABLE_MIRROR: mirror,
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: 'http://127.0.0.1:9',
    },
  })
}

interface ReplayJson {
  readonly name: string
  readonly rows: readonly { readonly subject: string; readonly verdict: string }[]
  readonly notRecomputed: readonly { readonly subject: string; readonly reason: string }[]
}

// Outputs of 44 models are graded three times over.
test('44 models come out exact, twice the same, and three are named', { timeout: 120_000 }, async () => {
  const mirror = path.resolve(process.env['RETABLE_MIRROR'] ?? '')
  const first = await replay('one', mirror)
  expect(first.exitCode).toBe(0)
  expect(first.stdout).toContain(
    'gsm8k: 44 rows exact, 0 not (176 of 176 figures exact as printed); 3 published rows not recomputed',
  )
  expect((await replay('one', mirror)).stdout).toBe(first.stdout)

  const { name, rows, notRecomputed } = JSON.parse(
    (await replay('one', mirror, '--json')).stdout,
  ) as ReplayJson
  expect(name).toBe('gsm8k')
  expect(new Set(rows.map(({ subject }) => subject)).size).toBe(44)
  expect(rows.every(({ verdict }) => verdict === 'exact')).toBe(true)
  expect(notRecomputed).toHaveLength(3)
})

// Outputs of 43 models are graded.
test('all 43 models of MATH come out exact', { timeout: 120_000 }, async () => {
  const { exitCode, stdout } = await replayOf(
    'math',
    'one',
    path.resolve(process.env['RETABLE_MIRROR'] ?? ''),
  )
  expect(exitCode).toBe(0)
  expect(stdout).toContain(
    'math: 43 rows exact, 0 not (172 of 172 figures exact as printed); 0 published rows not recomputed',
  )
})

test('what a mirror lacks is named, and the exit code says so', { timeout: 60_000 }, async () => {
  const whole = path.resolve(process.env['RETABLE_MIRROR'] ?? '')
  const mirror = path.join(directory, 'mirror')
  const { leaderboards, splits } = await findBenchmark('gsm8k')
  const { published, outputs } = leaderboards[0]!
  for (const { sha256 } of [splits.test.asset, published, outputs[0]!.asset]) {
    const file = path.join(sha256.slice(0, 2), `${sha256}.gz`)
    await mkdir(path.join(mirror, sha256.slice(0, 2)), { recursive: true })
    await copyFile(path.join(whole, file), path.join(mirror, file))
  }
  const { exitCode, stdout } = await replay('two', mirror, '--json')
  expect(exitCode).toBe(3)
  const { rows, notRecomputed } = JSON.parse(stdout) as ReplayJson
  expect(new Set(rows.map(({ subject }) => subject)).size).toBe(1)
  expect(notRecomputed).toHaveLength(46)
  expect(notRecomputed.filter(({ reason }) => reason.includes('does not answer'))).toHaveLength(43)
})

test('Ctrl-C ends the work with one sentence', { timeout: 60_000 }, async () => {
  const mirror = path.resolve(process.env['RETABLE_MIRROR'] ?? '')
  const running = replay('three', mirror)
  // The first kept file shows that the replay is under way.
  while (!existsSync(path.join(directory, 'three/assets'))) await delay(5)
  running.kill('SIGINT')
  const { exitCode, stderr, stdout } = await running
  expect(exitCode).toBe(130)
  expect(stdout).toBe('')
  expect(stderr).toBe('retable: stopped; nothing half-written is left, and the same command goes on')
})
