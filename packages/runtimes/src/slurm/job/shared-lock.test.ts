import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startOf } from '../../job/process-start.ts'
import { withSharedLock } from './shared-lock.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'retable-lock-'))
  file = path.join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))
const done = () => Promise.resolve('done')

test('one at a time, and nothing is left', async () => {
  let [now, most] = [0, 0]
  const work = async () => {
    most = Math.max(most, ++now)
    await delay(20)
    now--
  }
  await Promise.all([1, 2, 3].map(() => withSharedLock(file, work)))
  expect(most).toBe(1)
  expect(await readdir(folder)).toEqual([])
})

test('of a process of this machine that is gone, or whose number is another’s now, it is taken over', async () => {
  for (const owner of [
    `${hostname()} 4194305 7`,
    `${hostname()} ${process.pid} ${startOf(process.pid) + 1}`,
  ]) {
    writeFileSync(file, `${owner} 1\n`)
    expect(await withSharedLock(file, done)).toBe('done')
  }
})

test('of another machine, it counts until nobody has touched it for long', async () => {
  // Of a process that does not run here.
  writeFileSync(file, 'elsewhere 4194305 7 1\n')
  const signal = AbortSignal.timeout(500)
  await expect(withSharedLock(file, done, { signal, goneAfterMs: 60_000 })).rejects.toThrow()
  expect(existsSync(file)).toBe(true)
  expect(await withSharedLock(file, done, { goneAfterMs: 300 })).toBe('done')
})
