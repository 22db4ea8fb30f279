import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { slurmRuntime } from '../index.ts'
import { findPython } from '../python/find-python.ts'
import { fakeProgram, testCluster, writeFakeModelFolder, type TestCluster } from '../testing.ts'
import type { SlurmSettings } from './slurm-settings.ts'

// What stands for Apptainer shows no image, but keeps the rest: nothing of the node's environment, and the folder stated.
const apptainer = `#!/bin/bash
shift
while [ "$1" != /images/a.sif ]; do
  case $1 in --pwd) cd "$2" ;; --home) home=$2 ;; --workdir) [ -d "$2" ] || exit 255 ;; --bind) echo "$2" >>"$(dirname "$0")/binds" ;; esac
  shift
done
shift
# As Apptainer, which warns and goes on.
[ -z "\${APPTAINERENV_HOME+x}" ] || { echo "Overriding HOME is not permitted" >&2; unset APPTAINERENV_HOME; }
given=(PATH="$PATH" HOME="\${home:?}")
while IFS= read -r -d '' pair; do given+=("\${pair#APPTAINERENV_}"); done < <(env -0 | grep -z '^APPTAINERENV_')
exec env -i "\${given[@]}" "$@"
`

let directory: string
let cluster: TestCluster
let settings: SlurmSettings
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-slurm-image-'))
  const bin = path.join(directory, 'bin')
  await mkdir(bin)
  await writeFile(path.join(bin, 'apptainer'), apptainer, { mode: 0o755 })
  cluster = await testCluster()
  settings = {
    ...{
      pollMs: 200,
      host: '127.0.0.1',
      setup: [`export PATH=${bin}:$PATH SECRET_KEY=secret KEPT=kept`],
      keep: ['KEPT'],
    },
    container: { kind: 'apptainer', image: '/images/a.sif', python: await findPython(11) },
  }
})
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
  await rm(directory, { recursive: true })
})
const runtime = () => slurmRuntime({ directory, settings, commands: { environment: cluster.environment } })

test('the image’s Python makes the environment by a job, and programs run in containers', async () => {
  const folder = path.join(directory, 'job')
  await mkdir(folder)
  const told: string[] = []
  const job = {
    ...{
      name: 'tell',
      folder,
      program: fakeProgram('fake_job'),
      args: ['tell', 'a b', ''],
      environment: { ODD: 'a "b"' },
    },
    onProgress: ({ stage, message }: { readonly stage: string; readonly message: string }) =>
      told.push(`${stage}: ${message}`),
  }
  expect(await runtime().run(job).ended).toEqual({ state: 'done' })
  const seen = JSON.parse(await readFile(path.join(folder, 'told.json'), 'utf8')) as {
    readonly arguments: readonly string[]
    readonly folder: string
    readonly environment: Readonly<Record<string, string>>
  }
  expect(seen).toMatchObject({
    arguments: ['a b', ''],
    folder,
    environment: { ODD: 'a "b"', HOME: path.join(folder, '.home'), KEPT: 'kept', PYTHONNOUSERSITE: '1' },
  })
  expect(seen.environment['SECRET_KEY']).toBeUndefined()
  expect(told.join('\n')).toMatch(/installing: starts the installation of the packages of fake_job/)
  expect(await readFile(path.join(directory, 'bin/binds'), 'utf8')).toMatch(
    /python-images\/[\da-f]{16}:.*:ro\n/,
  )
  // Made once.
  const again = path.join(directory, 'again')
  await mkdir(again)
  told.length = 0
  expect(await runtime().run({ ...job, folder: again }).ended).toEqual({ state: 'done' })
  expect(told.join()).not.toContain('installing')
})

test('services run in containers', async () => {
  const folder = await writeFakeModelFolder(path.join(directory, 'model'))
  await using service = await runtime().serve({
    model: { folder, id: 'mine' },
    program: fakeProgram('fake_server'),
  })
  expect((await fetch(`${service.address}/health`)).status).toBe(200)
  // What computes comes from the lock, in whatever image.
  expect(service.identity.server).toMatch(/^fake_server [\da-f]{12}$/)
})

// Slurm starts and ends jobs on two nodes, each in seconds.
test('a server over two nodes runs in a container on each, with a /tmp of its own', async () => {
  const folder = await writeFakeModelFolder(path.join(directory, 'large'))
  const folders = async () => (await readdir('/tmp')).filter((name) => /^retable-\w{6}$/.test(name))
  const before = new Set(await folders())
  const added = async () => (await folders()).filter((name) => !before.has(name))
  const spread = { ...settings, vllmContainer: settings.container }
  const options = { directory, settings: spread, commands: { environment: cluster.environment } }
  await using service = await slurmRuntime(options).serve({
    ...{ model: { folder, id: 'mine' }, server: 'vllm', program: fakeProgram('fake_vllm') },
    ...{ gpus: 1, nodes: 2 },
  })
  expect(service.identity.server).toBe('vllm 0.11.0, bfloat16, 1 GPU on each of 2 nodes')
  expect(await readFile(service.logFile, 'utf8')).toContain('all 2 nodes have joined\n')
  expect(await added()).toHaveLength(2)
  await service.stop()
  await vi.waitFor(async () => expect(await added()).toEqual([]), { timeout: 30_000, interval: 200 })
}, 120_000)

test('packages that cannot be had are told', async () => {
  const folder = path.join(directory, 'lacks')
  await mkdir(folder)
  const lockFile = path.join(directory, 'lacks.lock')
  await writeFile(lockFile, `no-such-package-of-retable==1.0 --hash=sha256:${'0'.repeat(64)}\n`)
  const program = { ...fakeProgram('fake_job'), lockFile }
  await expect(runtime().run({ name: 'tell', folder, program, args: ['tell'] }).ended).rejects.toMatchObject({
    code: expect.stringMatching(/^runtimes\/(python-packages|no-network)$/),
    message: expect.stringContaining('lacks.lock'),
  })
})
