import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { endReason } from './end-reason.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-end-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** Lines as xllamacpp 2026.10.11549 writes them. */
async function reasonOf(log: string, end: { exitCode?: number; signal?: NodeJS.Signals; cause?: Error }) {
  const logFile = path.join(directory, 'log')
  await writeFile(logFile, log)
  return endReason({
    name: 'smollm2-135m',
    logFile,
    end: { stopped: false, exitCode: null, signal: null, ...end },
    port: 8080,
    memory: { need: '8 slots of 2048 tokens', remedy: 'give it fewer slots' },
  })
}

test('a port that another program has', async () => {
  const reason = await reasonOf(
    "0.00.002.698 E srv         start: couldn't bind HTTP server socket, hostname: 127.0.0.1, port: 8080\n0.00.002.815 E srv          init: exiting due to HTTP server error\n",
    { exitCode: 1 },
  )
  expect(reason.code).toBe('runtimes/port-taken')
  expect(reason.message).toContain('port 8080, which another program has')
})

test('no memory, and a kill from outside, name the sizes', async () => {
  const refused = await reasonOf(
    "0.01.279.369 E cmn  common_init_: failed to create context with model '/w'\n0.01.331.360 E srv          init: exiting due to model loading error\n",
    { exitCode: 1 },
  )
  expect(refused.code).toBe('runtimes/out-of-memory')
  expect(refused.message).toMatch(/no memory for 8 slots of 2048 tokens; give it fewer slots/)
  const killed = await reasonOf('', { signal: 'SIGKILL' })
  expect(killed.code).toBe('runtimes/out-of-memory')
  expect(killed.message).toMatch(/was killed, most likely/)
})

test('a processor that the server was not built for', async () => {
  expect(await reasonOf('', { signal: 'SIGILL' })).toMatchObject({
    code: 'runtimes/processor',
    message: expect.stringContaining('this processor lacks instructions'),
  })
})

test('any other end gives the last line of the log, and where it is', async () => {
  const reason = await reasonOf(
    "0.00.073.850 E srv    load_model: failed to load model, 'bad.gguf'\n0.00.074.170 E srv          init: exiting due to model loading error\n",
    { exitCode: 1 },
  )
  expect(reason.code).toBe('runtimes/service-ended')
  expect(reason.message).toBe(
    `smollm2-135m ended with code 1: init: exiting due to model loading error; its log is ${path.join(directory, 'log')}`,
  )
  expect((await reasonOf('', { signal: 'SIGSEGV' })).message).toContain(
    'ended with SIGSEGV: it wrote nothing;',
  )
  const cause = new Error('spawn python ENOENT')
  expect(await reasonOf('', { cause })).toMatchObject({
    message: expect.stringContaining('could not be started: spawn python ENOENT'),
    cause,
  })
})

test('a program’s own refusal is its last line; an architecture that is not known is named', async () => {
  const header = '# 2026-11-30T15:00:00+00:00 process 7: "m" retable_trainer OMP_NUM_THREADS=1\n'
  expect(await reasonOf(`${header}/m lacks weights: lm_head and 0 more\n`, { exitCode: 65 })).toMatchObject({
    code: 'runtimes/service-refused',
    message: 'smollm2-135m cannot be served: /m lacks weights: lm_head and 0 more',
  })
  // As Transformers 5.20.2 writes it.
  const unknown =
    'The checkpoint you are trying to load has model type `odd` but Transformers does not recognize this architecture. This could be because of an issue with the checkpoint, or because your version of Transformers is out of date.\n\nYou can update Transformers.\n'
  expect((await reasonOf(header + unknown, { exitCode: 65 })).message).toMatch(
    /^smollm2-135m cannot be served: its architecture, odd, is none that the locked Transformers knows;/,
  )
  expect((await reasonOf(header, { exitCode: 1 })).message).toContain('code 1: it wrote nothing')
})

test('only the end of a long log is read', async () => {
  const early = "couldn't bind HTTP server socket\n"
  const reason = await reasonOf(`${early}${'a line of its work\n'.repeat(2000)}the end\n`, { exitCode: 1 })
  expect(reason.message).toContain('code 1: the end;')
})
