import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRunning, withFileLock } from './file-lock.ts'

let folder: string
let lock: string
/** Id of a process that has ended. */
let gone: number
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-lock-'))
  lock = path.join(folder, 'lock')
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  gone = child.pid!
})
afterAll(() => rm(folder, { recursive: true }))

test('while one is at the work no other is, and the lock says whose it is', async () => {
  let [within, most] = [0, 0]
  const work = async () => {
    within += 1
    most = Math.max(most, within)
    expect(await readFile(lock, 'utf8')).toBe(String(process.pid))
    within -= 1
    return most
  }
  expect(await Promise.all([1, 2, 3].map(() => withFileLock(lock, work)))).toEqual([1, 1, 1])
  expect(existsSync(lock)).toBe(false)
})

test('work that fails gives the lock back', async () => {
  await expect(withFileLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(lock)).toBe(false)
})

test('the lock of a process that is gone is taken over', async () => {
  await writeFile(lock, String(gone))
  expect(await withFileLock(lock, () => Promise.resolve('done'))).toBe('done')
})

test.each([String(process.pid), ''])('a lock of "%s" is waited for, until the signal', async (owner) => {
  await writeFile(lock, owner)
  let isDone = false
  const work = () => Promise.resolve((isDone = true))
  await expect(withFileLock(lock, work, AbortSignal.timeout(450))).rejects.toThrow(/abort/i)
  expect([isDone, await readFile(lock, 'utf8')]).toEqual([false, owner])
  await rm(lock)
})

test('a lock that cannot be made is an error, and not waited for', async () => {
  const nowhere = path.join(folder, 'absent', 'lock')
  await expect(withFileLock(nowhere, () => Promise.resolve())).rejects.toThrow('ENOENT')
})

test('a process runs until it has ended, whosever it is', () => {
  // The first process of a machine runs as long as it does.
  expect([process.pid, 1, gone].map(isRunning)).toEqual([true, true, false])
})
