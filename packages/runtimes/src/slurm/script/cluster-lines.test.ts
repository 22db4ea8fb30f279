import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SlurmContainer } from '../slurm-settings.ts'
import { serviceScript } from './job-script.ts'
import { nodeWords } from './quoted.ts'
import { rayProgram } from './ray-program.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'retable-cluster-lines-'))
  const bin = path.join(folder, 'bin')
  mkdirSync(bin)
  const tell = `#!/bin/sh
env -0 >${folder}/environment
for word; do printf '%s\\0' "$word"; done >${folder}/words
`
  const programs = {
    ...{ srun: tell, apptainer: tell, enroot: tell, sh: `#!/bin/sh\nexec /bin/sh "$@"\n` },
    scontrol: `#!/bin/sh
case $2 in
  hostnames) echo node7; echo node8 ;;
  node) echo "NodeName=$3 Arch=x86_64 NodeAddr=10.0.0.\${3#node} NodeHostName=$3 Version=22.05" ;;
esac
`,
  }
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(path.join(bin, name), text)
    chmodSync(path.join(bin, name), 0o755)
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const list = (file: string) => readFileSync(path.join(folder, file), 'utf8').split('\0').slice(0, -1)
const environment = (): Record<string, string> =>
  Object.fromEntries(
    list('environment').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
const run = (words: readonly string[], env: Readonly<Record<string, string>>) =>
  execFileSync('/bin/sh', words, {
    env: { PATH: `${path.join(folder, 'bin')}:${process.env['PATH']}`, HOME: '/home/me', ...env },
    cwd: folder,
  })
const name = `it's "1" $(touch x)`
const script = (container?: SlurmContainer, nodes = 2) =>
  serviceScript(
    {
      ...{ name, folder, python: '/usr/bin/python3', comment: 'c', threads: 2, gpus: 4, nodes },
      program: { module: 'vllm.entrypoints.openai.api_server', folder: '', lockFile: '' },
      args: ['--served-model-name', name, '--host', nodeWords.name, '--port', nodeWords.port],
      ...{ reads: ['/models/a'], listensAt: nodeWords.name, environment: { VLLM_API_KEY: 'k' } },
    },
    { cpus: 16, container, keep: ['NCCL_SOCKET_IFNAME'] },
  )
const inJob = { SLURM_JOB_ID: '12', SLURM_JOB_NODELIST: 'node[7-8]', SLURMD_NODENAME: 'node7' }
/** What srun starts on a node, and with what. */
function onNode(text: string, node: 0 | 1) {
  writeFileSync(path.join(folder, 'job.sbatch'), text)
  run([path.join(folder, 'job.sbatch')], inJob)
  const [srun, batch] = [list('words'), environment()]
  const at = srun.indexOf('sh')
  return {
    srun: srun.slice(0, at),
    start: () =>
      run(['-c', srun[at + 2]!], { ...batch, SLURM_NODEID: String(node), CUDA_VISIBLE_DEVICES: '0,1,2,3' }),
  }
}
const own = [
  ...['/usr/bin/python3', '-s', '-P', '-u', '-m', 'vllm.entrypoints.openai.api_server'],
  ...['--served-model-name', name, '--host', 'node7', '--port', '20012'],
]
const program = ['sh', '-c', rayProgram({ nodes: 2, gpus: 4, cpus: 16 }), 'sh', ...own]

test('a server over two nodes asks for both, one task of each, and is no job that is put back', () => {
  const text = script()
  expect(text).toContain('#SBATCH --nodes=2\n')
  expect(text).toContain('#SBATCH --ntasks-per-node=1\n')
  expect(text).toContain('#SBATCH --gpus-per-node=4\n')
  expect(text).toContain('#SBATCH --no-requeue\n')
  // To its processes, since srun itself would kill them.
  expect(text).toMatch(/^#SBATCH --signal=TERM@/m)
  expect(onNode(text, 0).srun).toEqual([
    ...['--nodes=2', '--ntasks-per-node=1', '--export=ALL', '--kill-on-bad-exit=1', '--cpus-per-task=16'],
  ])
  expect(readFileSync(path.join(folder, 'address.json'), 'utf8')).toBe('{"address": "http://node7:20012"}\n')
})

test('one over one node is started as before, without Ray', () => {
  expect(script(undefined, 1)).not.toMatch(/srun|ray/)
})

test.each([
  [0, '10.0.0.8'],
  [1, '10.0.0.7'],
] as const)('node %i of a cluster meets the other at %s, in an image', (node, peer) => {
  const image = `docker://vllm/vllm-openai@sha256:${'a'.repeat(64)}`
  const { start } = onNode(script({ kind: 'apptainer', image, python: '/usr/bin/python3' }), node)
  start()
  const [words, seen] = [list('words'), environment()]
  expect(words.slice(words.indexOf(image) + 1)).toEqual(program)
  expect(seen).toMatchObject({
    ...{
      APPTAINERENV_NODE_RANK: String(node),
      APPTAINERENV_RETABLE_PEER: peer,
      APPTAINERENV_VLLM_API_KEY: 'k',
    },
    APPTAINERENV_CUDA_VISIBLE_DEVICES: '0,1,2,3',
  })
  // The home of the image is the same on both, and Ray's sockets are each node's own.
  const scratch = words[words.indexOf('--workdir') + 1]!
  expect(scratch).toMatch(/^\/tmp\/retable-\w{6}$/)
  expect(existsSync(scratch)).toBe(false)
})

test('enroot and pyxis are told their place too', () => {
  const { start } = onNode(script({ kind: 'enroot', image: '/images/v.sqsh', python: '/usr/bin/python3' }), 1)
  start()
  const words = list('words')
  for (const each of ['NODE_RANK', 'RETABLE_PEER']) expect(words[words.indexOf(each) - 1]).toBe('--env')
  expect(words.slice(words.indexOf('/images/v.sqsh') + 6)).toEqual(program)
  expect(environment()).toMatchObject({ NODE_RANK: '1', RETABLE_PEER: '10.0.0.7' })
  const pyxis = onNode(script({ kind: 'pyxis', image: '/images/v.sqsh', python: '/usr/bin/python3' }), 0)
  expect(pyxis.srun).toContain('--container-image=/images/v.sqsh')
})
