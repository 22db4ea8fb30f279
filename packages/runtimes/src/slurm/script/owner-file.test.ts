import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepOwnerFile, ownerLines } from './owner-file.ts'
import { needsLine, needsLines } from './needs-lines.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-owner-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** How a script of some lines ends. */
function run(lines: readonly string[]): { readonly code: number; readonly text: string } {
  const script = path.join(directory, 'script')
  try {
    const input = [...lines, 'echo started', ''].join('\n')
    return { code: 0, text: execFileSync('sh', ['-s'], { input, cwd: script.slice(0, -7) }).toString() }
  } catch (error) {
    const { status, stdout } = error as { readonly status: number; readonly stdout: Buffer }
    return { code: status, text: stdout.toString() }
  }
}
const old = async (file: string) => {
  const hourAgo = new Date(Date.now() - 3600_000)
  await utimes(file, hourAgo, hourAgo)
}

test('a script goes on where its owner has touched the file, and ends where that is gone or old', async () => {
  const file = path.join(directory, `an "owner's" file`)
  expect(run(ownerLines(file))).toEqual({ code: 69, text: 'nothing is started: who would ask it has gone\n' })
  await writeFile(file, '')
  expect(run(ownerLines(file))).toEqual({ code: 0, text: 'started\n' })
  await old(file)
  expect(run(ownerLines(file)).code).toBe(69)
})

test('an owner touches its file, until it says that nothing waits', async () => {
  const file = path.join(directory, 'owner')
  const over = await keepOwnerFile(file, 10)
  await old(file)
  await vi.waitFor(() => expect(run(ownerLines(file)).code).toBe(0))
  over()
  await old(file)
  const { mtimeMs } = await stat(file)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect((await stat(file)).mtimeMs).toBe(mtimeMs)
})

test('a result is looked for by what stands in it', { timeout: 60_000 }, async () => {
  const file = path.join(directory, `a "result's" file`)
  await writeFile(file, '{"job": "ab.c"}')
  const lines = (holds?: string) => [...needsLines(69), needsLine(file, holds)]
  expect([run(lines()).text, run(lines('ab.c')).text]).toEqual(['started\n', 'started\n'])
  // Looked for a few times: it may be seen later.
  const { code, text } = run(lines('abxc'))
  expect([code, text]).toEqual([
    69,
    `nothing is started: ${file}, of a job before this one, is not there, or is not of abxc\n`,
  ])
})
