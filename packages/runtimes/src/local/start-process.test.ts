import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { isRunning } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { programEnvironment } from './program-environment.ts'
import { startProcess } from './start-process.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-process-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** Says that it is ready, and serves until its standard input ends. */
const serving = `
  process.stdin.resume().on('end', () => process.exit(0))
  require('node:fs').writeSync(3, 'ready')
  require('node:fs').closeSync(3)
`

const start = (program: string, settings: { graceMs?: number; env?: Record<string, string> } = {}) =>
  startProcess({
    command: process.execPath,
    args: ['-e', program],
    env: {},
    logFile: path.join(directory, 'logs/program.log'),
    ...settings,
  })

async function untilGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 100 && isRunning(pid); i++) await delay(50)
  return !isRunning(pid)
}

test('a program says when it is ready, and ends at SIGTERM', async () => {
  const program = await start(serving)
  expect(await program.ready).toBe('ready')
  await program.stop()
  expect(await program.ended).toMatchObject({ stopped: true, signal: 'SIGTERM' })
  expect(isRunning(program.pid!)).toBe(false)
})

test('one that does not listen to SIGTERM is killed after the grace', async () => {
  const program = await start(`process.on('SIGTERM', () => {}); ${serving}`, { graceMs: 300 })
  await program.ready
  const began = performance.now()
  await program.stop()
  expect(performance.now() - began).toBeGreaterThan(290)
  expect(await program.ended).toMatchObject({ stopped: true, signal: 'SIGKILL' })
})

test('what it writes is kept, and its own end is told', async () => {
  const program = await start(`console.log('one'); console.error('two'); process.exitCode = 3`)
  expect(await program.ready).toBe('')
  expect(await program.ended).toEqual({ stopped: false, exitCode: 3, signal: null })
  expect(await readFile(path.join(directory, 'logs/program.log'), 'utf8')).toBe('one\ntwo\n')
})

test('a program that is not there is told', async () => {
  const program = await startProcess({
    command: path.join(directory, 'absent'),
    args: [],
    env: {},
    logFile: path.join(directory, 'log'),
  })
  expect(await program.ready).toBe('')
  expect(await program.ended).toMatchObject({ stopped: false, cause: { code: 'ENOENT' } })
  await program.stop()
})

test('what it started ends with it', async () => {
  const program = await start(`
    const { pid } = require('node:child_process').spawn('sleep', ['60'], { stdio: 'ignore' })
    require('node:fs').writeSync(3, String(pid))
    require('node:fs').closeSync(3)
    setInterval(() => {}, 1000)
  `)
  const child = Number(await program.ready)
  expect(isRunning(child)).toBe(true)
  await program.stop()
  expect(await untilGone(child)).toBe(true)
})

test('it sees no keys', async () => {
  const env = programEnvironment({
    ...process.env,
    OPENAI_API_KEY: 'secret',
    PYTHONPATH: '/x',
    HOME: '/home/x',
  })
  const program = await start(
    `require('node:fs').writeSync(3, JSON.stringify([process.env.OPENAI_API_KEY ?? null, process.env.PYTHONPATH ?? null, process.env.HOME]))`,
    { env },
  )
  expect(JSON.parse(await program.ready)).toEqual([null, null, '/home/x'])
})

test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'its own end'] as const)(
  'it ends with its owner: %s',
  async (how) => {
    const owner = `
      import { startProcess } from ${JSON.stringify(path.join(import.meta.dirname, 'start-process.ts'))}
      const program = await startProcess({
        command: process.execPath,
        args: ['-e', ${JSON.stringify(serving)}],
        env: {},
        logFile: ${JSON.stringify(path.join(directory, 'log'))},
      })
      await program.ready
      console.log(program.pid)
      ${how === 'its own end' ? '' : 'setInterval(() => {}, 1000)'}
    `
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', owner], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const pid = Number(line.toString())
    expect(pid).toBeGreaterThan(0)
    if (how !== 'its own end') child.kill(how)
    await text(child.stdout)
    expect(await untilGone(pid)).toBe(true)
  },
)
