import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { closeSync, existsSync, openSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPython } from '../../python/find-python.ts'
import { fakeProgram } from '../../testing/fake-program.ts'
import { rayProgram } from './ray-program.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-ray-program-'))
  await mkdir(path.join(folder, 'cluster'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Both nodes on this machine, as srun would start them. @returns how each ended, with what it wrote */
async function nodes(server: string) {
  const python = await findPython(11)
  const text = rayProgram({ nodes: 2, gpus: 1, cpus: 3 })
  const words = ['-c', text, 'sh', python, '-c', server, `it's "1" $(touch x)`]
  return Promise.all(
    [0, 1].map(async (rank) => {
      const log = path.join(folder, `log ${rank}`)
      const file = openSync(log, 'a')
      const shell = spawn('sh', words, {
        cwd: folder,
        stdio: ['ignore', file, file],
        env: {
          ...{ PATH: process.env['PATH'], PYTHONPATH: fakeProgram('fake_vllm').folder },
          ...{ NODE_RANK: String(rank), RETABLE_PEER: '127.0.0.1' },
        },
      })
      closeSync(file)
      const [code] = (await once(shell, 'exit')) as [number | null]
      return { code, wrote: await readFile(log, 'utf8') }
    }),
  )
}

test('two nodes meet before the server starts, which has the last word and the code', async () => {
  const [first, second] = await nodes(
    'import ray, sys; ray.init(); print(len(ray.nodes()), sys.argv[1:]); sys.exit(7)',
  )
  expect(first!.code).toBe(7)
  expect(first!.wrote).toMatch(/all 2 nodes have joined\n2 \['it\\'s "1" \$\(touch x\)'\]\n$/)
  expect(first!.wrote).toMatch(/"--head", "--port=\d+", "--temp-dir=\/tmp\/retable-ray-\w{6}"/)
  expect(second!.code).toBe(0)
  expect(second!.wrote).toMatch(/"--num-gpus=1", "--num-cpus=3", .*"--address=127\.0\.0\.1:\d+"/)
  expect(await readdir(folder)).not.toContain('x')
  expect(existsSync(/--temp-dir=([^"]+)/.exec(first!.wrote)![1]!)).toBe(false)
}, 60_000)
