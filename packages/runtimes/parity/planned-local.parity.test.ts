import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localRuntime } from '../src/index.ts'
import { plannedFiles } from '../src/planned/index.ts'
import { fakeProgram, writeFakeModelFolder } from '../src/testing.ts'

// What the script of a dry run starts, beside what the runtime itself starts.
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-planned-'))
})
afterAll(() => rm(directory, { recursive: true }))

const images = {} as never
const readLines = async (file: string) => (await readFile(file, 'utf8')).split('\0').filter(Boolean)
/** What a script of one command becomes: its words and its environment. */
async function scripted(script: string): Promise<{ words: string[]; environment: string[] }> {
  const file = path.join(directory, 'shown.sh')
  await writeFile(
    file,
    script
      .replace(/^exec >.*\n/m, '')
      .replace(
        'exec env -i',
        `exec env -i ${process.execPath} -e 'process.stdout.write(JSON.stringify(process.argv.slice(1)))' --`,
      ),
  )
  const shell = spawn('sh', [file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let shown = ''
  shell.stdout.on('data', (part: Buffer) => (shown += part.toString()))
  await once(shell, 'close')
  const all = JSON.parse(shown) as string[]
  const first = all.findIndex((word) => !/^\w+=/.test(word))
  return { words: all.slice(first), environment: all.slice(0, first) }
}

test('the script of a job does what a start does', async () => {
  const folder = path.join(directory, 'a job "1" $(touch x)')
  await mkdir(folder)
  const job = {
    ...{ name: `it's "odd"`, folder, program: fakeProgram('fake_job'), args: ['tell', 'a b', '$HOME', "'"] },
    ...{ gpus: 2, threads: 3, environment: { ODD: 'a "b"\n$c' } },
  }
  const told = async () => JSON.parse(await readFile(path.join(folder, 'told.json'), 'utf8')) as object
  expect(await localRuntime({ directory }).run(job).ended).toEqual({ state: 'done' })
  const started = await told()
  await rm(path.join(folder, 'told.json'))

  const [file] = await plannedFiles('local', { ...job, isService: false }, { directory, images })
  await writeFile(path.join(folder, file!.name), file!.text)
  // It ends when its standard input does.
  const shell = spawn('sh', [file!.name], { cwd: folder, stdio: ['pipe', 'inherit', 'inherit'] })
  expect(await once(shell, 'close')).toEqual([0, null])
  expect(await told()).toEqual(started)
  const headers = (await readFile(path.join(folder, 'log.txt'), 'utf8')).match(/"it's.*/g)!
  expect(headers).toHaveLength(2)
  expect(headers[1]).toBe(headers[0])
})

test.each(['fake_server', 'fake_vllm'] as const)('the script of a service starts it: %s', async (module) => {
  const model = await writeFakeModelFolder(path.join(directory, 'my model'))
  const program = fakeProgram(module)
  const isVllm = module === 'fake_vllm'
  await using service = await localRuntime({ directory }).serve({
    ...{ model: { folder: model, id: 'mine' }, program, slots: 4, threads: 2 },
    ...(isVllm ? { server: 'vllm', gpus: 2 } : {}),
  })
  const words = await readLines(`/proc/${service.pid}/cmdline`)
  const environment = await readLines(`/proc/${service.pid}/environ`)
  const [file] = await plannedFiles(
    'local',
    {
      ...{ name: 'mine', folder: directory, program, threads: 2, isService: true, gpus: isVllm ? 2 : 0 },
      // Of its own, as the engine gives them: those behind the module.
      args: words.slice(words.indexOf('-m') + 2),
      environment: Object.fromEntries(
        environment
          .filter((line) => /^(?:HF|TRANSFORMERS|VLLM|DO_NOT|PYTHONNO)/.test(line))
          .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      ),
    },
    { directory, images },
  )
  const planned = await scripted(file!.text)
  const port = (all: readonly string[]) => all.map((word) => word.replace(/\b\d{4,5}\b/g, '0'))
  expect(port(planned.words)).toEqual(port(words))
  expect(planned.environment.toSorted()).toEqual(environment.toSorted())
})
