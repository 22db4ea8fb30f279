import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ownerFile } from './python-files.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-owner-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** Starts a program that writes `beats` again and again, also by a child; gives what ends its standard input. */
async function start(atSigterm: string, options: readonly string[]) {
  const beats = (name: string) => `
    while True:
        pathlib.Path(${JSON.stringify(path.join(directory, name))}).write_text(str(time.monotonic()))
        time.sleep(.05)
`
  const imports = 'import os, pathlib, signal, subprocess, sys, time\n'
  await writeFile(
    path.join(directory, 'child.py'),
    `${imports}signal.signal(signal.SIGTERM, signal.SIG_IGN)\nif True:${beats('child')}`,
  )
  await writeFile(
    path.join(directory, 'program.py'),
    `${imports}
def stop(*_):
    pathlib.Path(${JSON.stringify(path.join(directory, 'told'))}).write_text('')
    ${atSigterm}
signal.signal(signal.SIGTERM, stop)
subprocess.Popen([sys.executable, ${JSON.stringify(path.join(directory, 'child.py'))}])
if True:${beats('program')}`,
  )
  const words = [ownerFile, ...options, path.join(directory, 'program.py')]
  const program = spawn('python3', words, { stdio: ['pipe', 'inherit', 'inherit'], detached: true })
  await vi.waitFor(
    () => expect(['program', 'child'].every((name) => existsSync(path.join(directory, name)))).toBe(true),
    {
      timeout: 20_000,
    },
  )
  return program
}

/** Whether neither of the two writes any more. */
async function areGone(): Promise<boolean> {
  for (const name of ['program', 'child']) await rm(path.join(directory, name), { force: true })
  await new Promise((resolve) => setTimeout(resolve, 400))
  return ['program', 'child'].every((name) => !existsSync(path.join(directory, name)))
}

test('without a grace all goes at once when the owner is gone', async () => {
  const program = await start('pass', [])
  program.stdin!.end()
  expect(await once(program, 'exit')).toEqual([null, 'SIGKILL'])
  expect(existsSync(path.join(directory, 'told'))).toBe(false)
  expect(await areGone()).toBe(true)
})

test('with one it is told first, and what it started goes when it has ended', async () => {
  const program = await start('time.sleep(.5); sys.exit(75)', ['--grace', '20'])
  program.stdin!.end()
  expect(await once(program, 'exit')).toEqual([75, null])
  expect(existsSync(path.join(directory, 'told'))).toBe(true)
  await vi.waitFor(async () => expect(await areGone()).toBe(true), { timeout: 5000 })
})

test('one that does not listen goes after the grace', async () => {
  const program = await start('pass', ['--grace', '1.5'])
  const began = performance.now()
  program.stdin!.end()
  expect(await once(program, 'exit')).toEqual([null, 'SIGKILL'])
  expect(performance.now() - began).toBeGreaterThan(1400)
  expect(existsSync(path.join(directory, 'told'))).toBe(true)
  expect(await areGone()).toBe(true)
})
