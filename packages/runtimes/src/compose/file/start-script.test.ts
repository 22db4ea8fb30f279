import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isStartLine, isWaitingLine, quoted, startScript } from './start-script.ts'

let folder: string
beforeAll(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'retable-script-')))
})
afterAll(() => rm(folder, { recursive: true }))

test('the log gets a line of the start and what the program writes; words and input are its own', async () => {
  const odd = `a 'b' "c" $(touch x) %s \\ \``
  const [logFile, inputFile, wordsFile] = ['log', 'input', 'words'].map((name) =>
    path.join(folder, `${name} ${odd.slice(0, 5)}`),
  ) as [string, string, string]
  await writeFile(logFile, 'before\n')
  await writeFile(inputFile, 'told')
  const script = path.join(folder, 'script')
  await writeFile(
    script,
    startScript({
      container: 'retable-1',
      header: odd,
      logFile,
      inputFile,
      wordsFile,
      before: ['echo first'],
      command: ['sh', '-c', 'cat; echo "$0" "$1"; echo word >&3; echo fault >&2', odd, ''],
    }),
  )
  await promisify(execFile)('/bin/sh', [script], { cwd: folder })
  const [before, header, ...lines] = (await readFile(logFile, 'utf8')).split('\n')
  expect([before, lines]).toEqual(['before', ['first', `told${odd} `, 'fault', '']])
  expect(header).toMatch(/^# \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00 container retable-1: /)
  expect(header!.endsWith(odd)).toBe(true)
  expect(await readFile(wordsFile, 'utf8')).toBe('word\n')
  expect(await readdir(folder)).not.toContain('x')
})

test('one that another program has locked is waited for, and its work is not done again', async () => {
  const [logFile, lockFile, resultFile] = ['log 2', 'lock', 'result'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string]
  const script = path.join(folder, 'script 2')
  const options = { container: 'retable-1', header: 'x', logFile, lockFile, resultFile }
  await writeFile(script, startScript({ ...options, command: ['echo', 'run'] }))
  const run = () => promisify(execFile)('/bin/sh', [script], { cwd: folder })
  const other = spawn('flock', [lockFile, 'sh', '-c', 'echo held; cat >/dev/null; echo {} >"$0"', resultFile])
  await once(other.stdout, 'data')
  const ended = run()
  await expect.poll(() => readFile(logFile, 'utf8'), { timeout: 20_000 }).toMatch(/waits for another/)
  const [line] = (await readFile(logFile, 'utf8')).split('\n')
  expect([isStartLine(line!), isWaitingLine(line!)]).toEqual([true, true])
  other.stdin.end()
  await ended
  expect(await readFile(logFile, 'utf8')).not.toContain('run')
  await rm(resultFile)
  await run()
  expect(await readFile(logFile, 'utf8')).toMatch(/container retable-1: x\nrun\n$/)
})

test('NUL is refused', () => {
  expect(() => quoted('a\0b')).toThrow('"a\\u0000b" has a character that no script can hold')
})
