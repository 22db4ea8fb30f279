import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testRuntime } from '../src/testing.ts'
import { ask, madeFolder, model, start, textsOf } from './ask.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-service-'))
})
afterAll(() => rm(directory, { recursive: true }))
let files = 0
const logFile = () => path.join(directory, `${++files}.log`)

testRuntime('the local runtime', {
  start,
  longRequest: (service) => ask(service, 'Write a long story.', { max_tokens: 2000, temperature: 0 }),
})

test('the same texts after a restart and in another order', async () => {
  const questions = ['Say hi.', 'What is 2 + 3?', 'Name a colour and an animal.']
  const answers = async (asked: readonly string[]) => {
    await using service = await start({ logFile: logFile() })
    expect(service.repeats).toBe(true)
    const texts: Record<string, string[]> = {}
    for (const question of asked) {
      const settings = { max_tokens: 24, seed: 7 }
      texts[question] = [
        ...textsOf(await ask(service, question, { ...settings, temperature: 0 })),
        ...textsOf(await ask(service, question, { ...settings, temperature: 0.8 })),
      ]
    }
    return texts
  }
  const first = await answers(questions)
  expect(await answers(questions.toReversed())).toEqual(first)
  // Sampling is not greedy in disguise.
  expect(Object.values(first).some(([greedy, sampled]) => greedy !== sampled)).toBe(true)
})

test('it says what it is; neither pages of a browser nor other users may read what is asked', async () => {
  await using service = await start({ logFile: logFile(), slots: 2, context: 512 })
  expect(service.identity).toEqual({
    model: 'smollm2-135m',
    weightsSha256: model.weights.sha256,
    server: 'xllamacpp 2026.10.11549',
    architecture: process.arch,
    slots: 2,
    threads: 1,
    context: 512,
    promptCache: false,
  })
  expect(service.repeats).toBe(false)
  const origin = 'http://page.example'
  const listed = await fetch(`${service.baseUrl}/models`, { headers: { origin } })
  expect(['', null]).toContain(listed.headers.get('access-control-allow-origin'))
  const { data } = (await listed.json()) as { readonly data: readonly { readonly id: string }[] }
  expect(data.map(({ id }) => id)).toEqual([service.modelName])
  const props = (await (await fetch(`${service.address}/props`)).json()) as {
    readonly total_slots: number
    readonly default_generation_settings: { readonly n_ctx: number }
  }
  expect(props).toMatchObject({ total_slots: 2, default_generation_settings: { n_ctx: 512 } })
  expect((await fetch(`${service.address}/slots`)).status).toBe(501)
  expect((await ask(service, 'Say xylophone.', { max_tokens: 4 })).status).toBe(200)
  const log = await readFile(service.logFile, 'utf8')
  expect(log).toContain('processing task')
  expect(log).not.toContain('xylophone')
})

test('its end is told: killed from outside, and crashed', async () => {
  const killed = await start({ logFile: logFile() })
  process.kill(killed.pid, 'SIGKILL')
  expect(await killed.ended).toMatchObject({ code: 'runtimes/out-of-memory' })
  const crashed = await start({ logFile: logFile() })
  process.kill(crashed.pid, 'SIGSEGV')
  const reason = await crashed.ended
  expect(reason?.code).toBe('runtimes/service-ended')
  expect(reason?.message).toContain(`smollm2-135m ended with SIGSEGV: `)
  expect(reason?.message).toContain(crashed.logFile)
})

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  try {
    await expect(start({ logFile: logFile(), port })).rejects.toMatchObject({
      code: 'runtimes/port-taken',
      message: expect.stringContaining(`port ${port}, which another program has`),
    })
  } finally {
    other.close()
  }
})

test('weights that are not the pinned ones are not served', async () => {
  const weights = { ...model.weights, sha256: '0'.repeat(64) }
  await expect(start({ logFile: logFile(), model: { ...model, weights } })).rejects.toMatchObject({
    code: 'runtimes/weights',
  })
})

test('a server that finds no memory says so, with the sizes', async () => {
  // The same environment, by an interpreter that gives its programs half a gigabyte.
  const lock = createHash('sha256')
    .update(await readFile(model.lockFile))
    .digest('hex')
    .slice(0, 16)
  const real = path.join(madeFolder(), 'python', lock)
  const tight = path.join(directory, 'tight/python', lock)
  await mkdir(path.join(tight, 'bin'), { recursive: true })
  await symlink(path.join(real, 'lib'), path.join(tight, 'lib'))
  const program = `#!/bin/sh\nulimit -v 500000\nexec '${path.join(real, 'bin/python')}' "$@"\n`
  await writeFile(path.join(tight, 'bin/python'), program, { mode: 0o755 })
  await writeFile(path.join(tight, 'complete'), '')
  const starting = start({ logFile: logFile(), directory: path.join(directory, 'tight'), context: 8192 })
  await expect(starting).rejects.toMatchObject({
    code: 'runtimes/out-of-memory',
    message: expect.stringContaining('finds no memory for 1 slot of 8192 tokens'),
  })
})

test.each(['SIGKILL', 'SIGINT'] as const)('it ends with its owner, also at a request: %s', async (signal) => {
  const script = path.join(directory, 'owner.ts')
  const settings = { directory: madeFolder(), logFile: logFile() }
  await writeFile(
    script,
    `import { findPackagedModel, startService } from ${JSON.stringify(path.join(import.meta.dirname, '../src/index.ts'))}
const service = await startService({ model: findPackagedModel('smollm2-135m')!, ...${JSON.stringify(settings)} })
console.log(service.address)
await fetch(service.baseUrl + '/chat/completions', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ messages: [{ role: 'user', content: 'Write a long story.' }], max_tokens: 2000 }),
})
`,
  )
  const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(owner.stdout, 'data')) as [Buffer]
  const address = line.toString().trim()
  expect((await fetch(`${address}/health`)).status).toBe(200)
  await delay(300)
  owner.kill(signal)
  await once(owner, 'exit')
  const answers = () =>
    fetch(`${address}/health`).then(
      () => true,
      () => false,
    )
  let answered = true
  for (let i = 0; i < 60 && answered; i++) {
    await delay(100)
    answered = await answers()
  }
  expect(answered).toBe(false)
})
