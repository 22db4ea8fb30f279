import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localRuntime, type ModelService, type ServiceOptions } from '../src/index.ts'
import { checkedFolderHash } from '../src/models/folder/checked-folder-hash.ts'
import { fakeProgram, testRuntime, writeFakeModelFolder } from '../src/testing.ts'

// What starts a server of a model folder; a small program stands for the server itself.
let directory: string
let folder: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-folders-'))
  folder = await writeFakeModelFolder(path.join(directory, 'my model "1" $(touch x)'))
})
afterAll(() => rm(directory, { recursive: true }))

const start = (options: Partial<ServiceOptions> = {}) =>
  localRuntime({ directory }).serve({
    model: { folder, id: 'mine' },
    program: fakeProgram('fake_server'),
    ...options,
  })
async function ask(service: ModelService, content: string) {
  const answer = await fetch(`${service.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: service.modelName, messages: [{ role: 'user', content }] }),
  })
  return (await answer.json()) as { readonly choices: readonly { readonly message: object }[] }
}

testRuntime('a model folder', { start, longRequest: (service) => ask(service, 'long') })

test('it answers, and says what it is', async () => {
  await using service = await start({ slots: 2, threads: 3 })
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
  expect(log).toMatch(
    /^# \S+ process \d+: "mine" fake_server "serve" .*OMP_NUM_THREADS=3 OMP_WAIT_POLICY=passive/,
  )
  expect(log).toContain('{"threads": 3, "batch": 2, "settings": "passive"}')
  expect(log).not.toContain('one two')
})

test('one request at a time repeats', async () => {
  await using service = await start()
  expect(service.repeats).toBe(true)
})

test.each([
  [
    { model_type: 'unknown' },
    'runtimes/service-refused',
    'mine cannot be served: no architecture here is called unknown',
  ],
  [{ weights: 'of another' }, 'runtimes/weights', 'the server of mine has read other weights (of another)'],
  [
    { bytes: 1e15 },
    'runtimes/out-of-memory',
    'mine finds no memory for its weights (0.0 GB in float32) and 1 request at once',
  ],
])('%j is refused in one sentence', async (config, code, says) => {
  const other = await writeFakeModelFolder(path.join(directory, code.slice(9)), { config })
  await expect(start({ model: { folder: other, id: 'mine' } })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(says),
  })
})

test('a process that only waits for a start waits to its end', async () => {
  const other = await writeFakeModelFolder(path.join(directory, 'odd'), { config: { model_type: 'unknown' } })
  const options = { model: { folder: other, id: 'mine' }, program: fakeProgram('fake_server') }
  const script = path.join(directory, 'waits.ts')
  await writeFile(
    script,
    `import { localRuntime } from ${JSON.stringify(path.join(import.meta.dirname, '../src/index.ts'))}
const runtime = localRuntime(${JSON.stringify({ directory })})
console.log(await runtime.serve(${JSON.stringify(options)}).catch(({ code }) => code))
`,
  )
  const { stdout } = await execa(process.execPath, [script])
  expect(stdout).toBe('runtimes/service-refused')
})

test('a folder that was changed after it was made is not served', async () => {
  const changed = await writeFakeModelFolder(path.join(directory, 'changed'))
  await writeFile(path.join(changed, 'hashes.json'), '{}')
  await expect(start({ model: { folder: changed, id: 'mine' } })).rejects.toMatchObject({
    code: 'runtimes/weights',
  })
})

test('another context, and a prompt cache, are refused', async () => {
  await expect(start({ context: 32 })).rejects.toThrow('with its own context, 64 tokens, not 32')
  await expect(start({ promptCache: true })).rejects.toThrow('without a prompt cache')
  await expect(start({ slots: 0 })).rejects.toThrow(
    "a service's slots is a whole number from 1 to 256, not 0",
  )
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
})
