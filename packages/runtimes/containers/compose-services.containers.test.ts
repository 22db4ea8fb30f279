import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { composeRuntime, findPackagedModel, type ModelService, type ServiceOptions } from '../src/index.ts'
import { checkedFolderHash } from '../src/models/folder/checked-folder-hash.ts'
import { fakeProgram, testRuntime, writeFakeModelFolder } from '../src/testing.ts'
import { startedEngine } from './started.ts'

// A small program stands for the server of a model folder.
const engine = await startedEngine()
afterAll(() => engine[Symbol.asyncDispose]())
const runtime = composeRuntime(engine.options)
const folder = await writeFakeModelFolder(path.join(engine.folder, 'my model "1" $(touch x)'))

const start = (options: Partial<ServiceOptions> = {}) =>
  runtime.serve({ model: { folder, id: 'mine' }, program: fakeProgram('fake_server'), ...options })
async function ask(service: ModelService, content: string) {
  const answer = await fetch(`${service.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: service.modelName, messages: [{ role: 'user', content }] }),
  })
  return (await answer.json()) as { readonly choices: readonly { readonly message: object }[] }
}
const containers = () => engine.docker('ps', '--all', '--quiet')
const networks = () =>
  engine.docker('network', 'ls', '--quiet', '--filter', 'label=com.docker.compose.project')
/** Waits until nothing is left on the engine. */
const untilNothing = () =>
  vi.waitFor(async () => expect([await containers(), await networks()]).toEqual(['', '']), {
    timeout: 30_000,
    interval: 200,
  })

testRuntime('a model folder in a container', { start, longRequest: (service) => ask(service, 'long') })

test('it answers, says what it is, and nothing of it is left', async () => {
  const service = await start({ slots: 2, threads: 3 })
  expect((await ask(service, 'one two')).choices[0]!.message).toMatchObject({ content: 'two one' })
  expect(service.identity).toEqual({
    model: 'mine',
    weightsSha256: await checkedFolderHash(folder),
    server: expect.stringMatching(/^fake_server [\da-f]{12}$/),
    architecture: process.arch,
    slots: 2,
    threads: 3,
    context: 64,
    promptCache: false,
  })
  expect([service.modelName, service.repeats]).toEqual(['mine', false])
  const log = await readFile(service.logFile, 'utf8')
  expect(log).toMatch(/^# \S+ container retable-[\da-f]{16}: "mine" fake_server "serve" .*OMP_NUM_THREADS=3/)
  expect(log).toContain('{"threads": 3, "batch": 2, "settings": "passive"}')
  expect(log).not.toContain('one two')
  await service.stop()
  await untilNothing()
})

test('the engine looks whether it answers, by the Python of the image, and not before it may have loaded', async () => {
  await using service = await start()
  const [id] = (await containers()).split('\n')
  const inspect = (what: string) => engine.docker('inspect', '--format', what, id!)
  expect(Number(await inspect('{{.Config.Healthcheck.StartPeriod.Seconds}}'))).toBe(180)
  await vi.waitFor(async () => expect(await inspect('{{.State.Health.Status}}')).toBe('healthy'), {
    timeout: 40_000,
    interval: 500,
  })
  expect(service.pid).toBe(Number(await inspect('{{.State.Pid}}')))
})

test('a server that does not listen to SIGTERM is gone in seconds', async () => {
  const deaf = await writeFakeModelFolder(path.join(engine.folder, 'deaf'), { config: { deaf: true } })
  const service = await start({ model: { folder: deaf, id: 'deaf' } })
  const began = performance.now()
  await service.stop()
  // Five seconds of grace, and the engine's own time.
  expect(performance.now() - began).toBeLessThan(12_000)
  await expect(fetch(`${service.address}/health`)).rejects.toThrow('fetch failed')
})

test('its own end, and its killing, are told; nothing of it is left', async () => {
  const ended = await start()
  await fetch(`${ended.address}/end`).catch(() => {})
  expect(await ended.ended).toMatchObject({
    code: 'runtimes/service-ended',
    message: expect.stringContaining('mine ended with code 7'),
  })
  const killed = await start()
  process.kill(killed.pid, 'SIGKILL')
  expect(await killed.ended).toMatchObject({ code: 'runtimes/out-of-memory' })
  await untilNothing()
})

test.each([
  [
    { model_type: 'unknown' },
    'runtimes/service-refused',
    'mine cannot be served: no architecture here is called unknown',
  ],
  [{ weights: 'of another' }, 'runtimes/weights', 'the server of mine has read other weights (of another)'],
])('%j is refused in one sentence, and nothing of it is left', async (config, code, says) => {
  const other = await writeFakeModelFolder(path.join(engine.folder, code.slice(9)), { config })
  await expect(start({ model: { folder: other, id: 'mine' } })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(says),
  })
  await untilNothing()
})

test('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  try {
    await expect(start({ port })).rejects.toMatchObject({ code: 'runtimes/port-taken' })
  } finally {
    other.close()
  }
  await untilNothing()
})

test.each(['SIGKILL', 'SIGINT'] as const)('it ends with its owner: %s', async (signal) => {
  const script = path.join(engine.folder, `owner-${signal}.ts`)
  const serving = { model: { folder, id: 'mine' }, program: fakeProgram('fake_server') }
  await writeFile(
    script,
    `import { composeRuntime } from ${JSON.stringify(path.join(import.meta.dirname, '../src/index.ts'))}
const service = await composeRuntime(${JSON.stringify(engine.options)}).serve(${JSON.stringify(serving)})
console.log(service.address)
setInterval(() => {}, 1000)
`,
  )
  const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(owner.stdout, 'data')) as [Buffer]
  expect((await fetch(`${line.toString().trim()}/health`)).status).toBe(200)
  owner.kill(signal)
  await once(owner, 'exit')
  await untilNothing()
})

test('an owner that forgets it ends, and it with the owner', async () => {
  const script = path.join(engine.folder, 'forgetful.ts')
  const serving = { model: { folder, id: 'mine' }, program: fakeProgram('fake_server') }
  await writeFile(
    script,
    `import { composeRuntime } from ${JSON.stringify(path.join(import.meta.dirname, '../src/index.ts'))}
await composeRuntime(${JSON.stringify(engine.options)}).serve(${JSON.stringify(serving)})
`,
  )
  const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'inherit', 'inherit'] })
  expect(await once(owner, 'exit')).toEqual([0, null])
  await untilNothing()
})

test('what another user made for all to read is served by a user who owns nothing of it', async () => {
  const directory = path.join(engine.folder, "another's store")
  await mkdir(directory)
  await chown(directory, 1000, 1000)
  expect((await stat(folder)).uid).toBe(0)
  const another = composeRuntime({ ...engine.options, directory })
  await using service = await another.serve({
    model: { folder, id: 'mine' },
    program: fakeProgram('fake_server'),
  })
  const [id] = (await containers()).split('\n')
  expect(await engine.docker('inspect', '--format', '{{.Config.User}}', id!)).toBe('1000:1000')
  expect((await ask(service, 'one two')).choices[0]!.message).toMatchObject({ content: 'two one' })
})

test('given up while it loads: nothing of it is left', async () => {
  const loads = await writeFakeModelFolder(path.join(engine.folder, 'loads'), { config: { load: 600 } })
  const controller = new AbortController()
  const starting = start({
    ...{ model: { folder: loads, id: 'loads' }, server: 'vllm', program: fakeProgram('fake_vllm') },
    signal: controller.signal,
  })
  const outcome = expect(starting).rejects.toThrow('not needed any more')
  await vi.waitFor(async () => expect(await engine.docker('ps', '--quiet')).not.toBe(''), { timeout: 60_000 })
  controller.abort(new Error('not needed any more'))
  await outcome
  await untilNothing()
})

test('a packaged model is served on the machine alone', async () => {
  const model = findPackagedModel('smollm2-135m')!
  await expect(start({ model })).rejects.toMatchObject({ code: 'runtimes/service-options' })
})
