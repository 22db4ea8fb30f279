import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { shardedLaunch } from '../src/index.ts'
import { endOfPython, programEnvironment, python } from './python.ts'

// How accelerate starts a program several times; two processes that need none stand for those of two GPUs.
let folder: string
let config: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-launch-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  config = await configOf({})
})

/** The settings of a sharded training on two GPUs a machine. */
async function configOf({ nodes = 1 }: { readonly nodes?: number }): Promise<string> {
  const file = path.join(folder, 'launch.json')
  const hardware = { parameters: 1e6, trained: 1e6, weights: 'float32', hasReference: false } as const
  const gpus = { layer: 'LlamaDecoderLayer', gpus: 2 * nodes, gpuBytes: 80e9, nodes }
  await writeFile(file, JSON.stringify(shardedLaunch({ ...hardware, ...gpus }, file).config))
  return file
}

/** A module that does some lines of Python. */
async function launched(lines: readonly string[], words: readonly string[] = []) {
  const program = `import os, signal, sys, time\nrank = int(os.environ['RANK'])\n${lines.join('\n')}\n`
  await writeFile(path.join(folder, 'program.py'), program)
  const start = `import sys; sys.path.insert(0, ${JSON.stringify(folder)}); import os; os.environ['PYTHONPATH'] += os.pathsep + ${JSON.stringify(folder)}; from retable_launch.__main__ import main; sys.exit(main(sys.argv[1:]))`
  return ['-c', start, config, '-m', 'program', ...words]
}

test('each process has its rank and the same words', async () => {
  const names = JSON.stringify(['WORLD_SIZE', 'ACCELERATE_USE_FSDP', 'FSDP_VERSION'])
  const told = `' '.join([*(os.environ[name] for name in ${names}), sys.argv[2]])`
  const lines = [`open(os.path.join(sys.argv[1], f'rank-{rank}'), 'w').write(${told})`]
  const { code, stderr } = await endOfPython(await launched(lines, [folder, 'a $(touch x)']))
  expect([code, stderr.includes('Traceback')]).toEqual([0, false])
  const written = [0, 1].map((rank) => readFile(path.join(folder, `rank-${rank}`), 'utf8'))
  expect(await Promise.all(written)).toEqual(['2 true 2 a $(touch x)', '2 true 2 a $(touch x)'])
})

test('it ends as the process did that failed first, and ends the other', async () => {
  const lines = ['sys.exit(75) if rank == 1 else time.sleep(60)']
  const began = performance.now()
  expect((await endOfPython(await launched(lines))).code).toBe(75)
  expect(performance.now() - began).toBeLessThan(50_000)
})

/** Sends SIGTERM to two processes that take so many seconds to save, and gives the exit code and which of them did. */
async function ended({ saving, waits }: { readonly saving: number; readonly waits?: number }) {
  const lines = [
    `saved = lambda *_: (time.sleep(${saving}), open(os.path.join(sys.argv[1], f"saved-{rank}"), "w").close(), sys.exit(75))`,
    'signal.signal(signal.SIGTERM, saved)',
    'open(os.path.join(sys.argv[1], f"up-{rank}"), "w").close()',
    'time.sleep(60)',
  ]
  const env = {
    ...programEnvironment(),
    ...(waits === undefined ? {} : { TORCH_ELASTIC_SHUTDOWN_TIMEOUT: String(waits) }),
  }
  const child = spawn(python(), await launched(lines, [folder]), { env, stdio: 'pipe' })
  const stderr = text(child.stderr)
  for (const rank of [0, 1]) {
    await expect
      .poll(() => readFile(path.join(folder, `up-${rank}`)).then(Boolean, () => false), { timeout: 60_000 })
      .toBe(true)
  }
  child.kill('SIGTERM')
  const [code] = (await once(child, 'close')) as [number]
  expect(code, await stderr).toBe(75)
  return (await readdir(folder)).filter((file) => file.startsWith('saved-')).toSorted()
}

test('SIGTERM goes on to all, which save, and it ends with 75', async () => {
  expect(await ended({ saving: 0 })).toEqual(['saved-0', 'saved-1'])
})

test('a save may take as long as the launcher is told to wait', async () => {
  expect(await ended({ saving: 6, waits: 2 })).toEqual([])
  await Promise.all(['up-0', 'up-1'].map((name) => rm(path.join(folder, name))))
  expect(await ended({ saving: 6, waits: 60 })).toEqual(['saved-0', 'saved-1'])
})

test('several machines are told what each of them lacks', async () => {
  config = await configOf({ nodes: 2 })
  const { code, stderr } = await endOfPython(await launched(['']))
  expect([code, stderr.trim()]).toEqual([
    65,
    '2 machines work together: NODE_RANK and MASTER_ADDR is to be set on each of them',
  ])
  const words = `import json; from retable_launch.__main__ import words; print(json.dumps(words(${JSON.stringify(config)}, ["-m", "p"], {"SLURM_NODEID": "1", "MASTER_ADDR": "n1", "MASTER_PORT": "20001"})))`
  const { stdout } = await endOfPython(['-c', words])
  expect(JSON.parse(stdout)).toEqual([
    ...['--config_file', config, '--machine_rank', '1', '--main_process_ip', 'n1'],
    ...['--main_process_port', '20001', '-m', 'p'],
  ])
})
