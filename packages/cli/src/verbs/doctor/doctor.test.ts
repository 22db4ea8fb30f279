import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { writeFile } from 'node:fs/promises'
import { execa } from 'execa'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { testMachine } from './testing-machine.ts'

const main = path.join(import.meta.dirname, '../../main.ts')
const secret = 'hf_thatNobodyIsToSee'

let { bin, directory, program, doctor } = {} as Awaited<ReturnType<typeof testMachine>>
beforeEach(async () => {
  ;({ bin, directory, program, doctor } = await testMachine())
})

interface Reported {
  readonly machine: readonly { readonly id: string; readonly isThere: boolean; readonly text: string }[]
  readonly runtimes: readonly {
    readonly runtime: string
    readonly lacks: string | null
    readonly lacksForGpus: string | null
  }[]
  readonly papers: readonly {
    readonly paper: string
    readonly tiers: readonly {
      readonly tier: string
      readonly places: readonly { readonly runtime: string; readonly lacks: string | null }[]
    }[]
  }[]
}

async function reported(words: readonly string[], env?: Readonly<Record<string, string>>) {
  const { exitCode, stdout, stderr } = await doctor([...words, '--json', '--timeout', '60'], env)
  expect([exitCode, stderr]).toEqual([0, ''])
  const report = JSON.parse(stdout) as Reported
  const of = (id: string) => report.machine.find((finding) => finding.id === id)!
  const tier = (paper: string, name: string) =>
    report.papers.find((each) => each.paper === paper)!.tiers.find((each) => each.tier === name)!.places
  return { report, of, tier, stdout }
}

test('a machine with nothing runs the tiers that need nothing, and says what the others lack', async () => {
  const { report, of, tier } = await reported([])
  expect(['processor', 'memory', 'disk'].map((id) => of(id).isThere)).toEqual([true, true, true])
  for (const id of [
    'python',
    'gpu',
    'driver',
    'engine',
    'compose',
    'toolkit',
    'slurm',
    'apptainer',
    'hub',
    'HF_TOKEN',
  ]) {
    expect([id, of(id).isThere]).toEqual([id, false])
  }
  expect(of('engine').text).toBe('there is no docker on the PATH')
  expect(of('hub').text).toMatch(/^127\.0\.0\.1:1 does not answer: /)
  expect(report.runtimes.map(({ runtime, lacks }) => [runtime, lacks])).toEqual([
    ['local', expect.stringMatching(/^needs Python: there is no python3 with venv and pip here; /)],
    ['compose', 'needs a container engine: there is no docker on the PATH'],
    ['slurm', 'needs Slurm: there is no sbatch on the PATH'],
  ])
  expect(tier('iterative-rpo', 'nano')).toEqual([{ runtime: 'this process', lacks: null }])
  expect(tier('iterative-rpo', 'mini').map(({ runtime, lacks }) => [runtime, lacks])).toEqual([
    [
      'local',
      expect.stringContaining(
        'needs a GPU of 24 GB, and this machine has no GPU that the NVIDIA driver tells of',
      ),
    ],
    [
      'compose',
      expect.stringMatching(
        /needs a GPU of 24 GB.*; and needs a container engine: there is no docker on the PATH/,
      ),
    ],
    [
      'slurm',
      expect.stringMatching(/^needs vLLM on the nodes: .*; and needs Slurm: there is no sbatch on the PATH$/),
    ],
  ])
  // The words that plan has for it.
  const { stdout } = await execa(
    process.execPath,
    [main, 'plan', 'iterative-rpo', '--tier', 'mini', '--json'],
    { env: { PATH: bin } },
  )
  expect((JSON.parse(stdout) as { cannotRun: string }).cannotRun).toBe(
    tier('iterative-rpo', 'mini')[0]!.lacks,
  )
})

test('a machine with a GPU, an engine and a cluster is told what runs where, and by which command', async () => {
  await program(
    'nvidia-smi',
    'case "$1" in *driver*) echo 580.65.06 ;; *) echo "NVIDIA A100-SXM4-80GB, 81920"; echo "NVIDIA A100-SXM4-80GB, 81920" ;; esac',
  )
  await program('docker', 'case "$1" in compose) echo v2.39.1 ;; *) echo "28.3.2 []" ;; esac')
  await program('nvidia-ctk', 'echo "NVIDIA Container Toolkit CLI version 1.17.8"')
  for (const name of ['squeue', 'scontrol', 'scancel']) await program(name, 'exit 1')
  await program('sbatch', 'echo slurm-wlm 22.05.8')
  await program('sinfo', 'echo "gpu*|2|64|515000|gpu:a100:8"; echo "cpu|10|32|128000|(null)"')
  await program('apptainer', 'echo apptainer version 1.4.2')
  await program('python3', 'case "$*" in *ensurepip*) echo 3 12 ;; *) echo 3.12.3 ;; esac')
  const hub = createServer((_, response) => response.writeHead(404).end())
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void hub.close())
  const env = {
    HF_ENDPOINT: `http://user:${secret}@127.0.0.1:${(hub.address() as AddressInfo).port}`,
    HF_TOKEN: secret,
    OPENAI_API_KEY: secret,
  }
  const { report, of, stdout, tier } = await reported(['iterative-rpo'], env)
  expect(
    Object.fromEntries(
      ['gpu', 'driver', 'engine', 'compose', 'toolkit', 'apptainer', 'python'].map((id) => [id, of(id).text]),
    ),
  ).toEqual({
    gpu: '2 × NVIDIA A100-SXM4-80GB with 86 GB',
    driver: '580.65.06',
    engine: 'docker 28.3.2',
    compose: '2.39.1, as docker compose',
    toolkit: '1.17.8, as nvidia-ctk',
    apptainer: 'apptainer version 1.4.2',
    python: '3.12.3, as python3',
  })
  expect(of('slurm').text).toBe(
    '22.05.8; gpu* (2 × 64 cores, 515000 MB, gpu:a100:8), cpu (10 × 32 cores, 128000 MB)',
  )
  expect(of('hub').isThere).toBe(true)
  expect(report.machine.every(({ isThere }) => isThere)).toBe(true)
  expect(report.runtimes.map(({ lacks }) => lacks)).toEqual([null, null, null])
  const vllm: readonly unknown[] = [
    expect.stringMatching(/^needs vLLM, which the runtime local does not install: /),
    null,
    expect.stringMatching(/^needs vLLM on the nodes: /),
  ]
  expect(report.runtimes.map(({ lacksForGpus }) => lacksForGpus)).toEqual(vllm)
  expect(stdout).not.toContain(secret)
  // The image that containers have is not there for processes of this machine, and on nodes as long as nothing starts it.
  expect(tier('iterative-rpo', 'mini').map(({ lacks }) => lacks)).toEqual(vllm)
  const settings = path.join(directory, 'retable.runtime.yaml')
  await writeFile(settings, 'vllm: {python: /opt/vllm/bin/python}\nslurm: {container: {kind: pyxis}}\n')
  const { stdout: text, stderr } = await doctor(['iterative-rpo', '--timeout', '60'], env)
  expect(text).toContain(
    'iterative-rpo, tier nano\n  in this process: ./retable run iterative-rpo --tier nano\n',
  )
  expect(text).toContain(`settings of runtimes: ${settings}`)
  expect(text).toContain('  local: ./retable run iterative-rpo --tier mini\n')
  expect(text).toContain('  slurm: ./retable run iterative-rpo --tier mini --runtime slurm\n')
  expect(text).toMatch(/\n  compose: \.\/retable run .*--tier mini --runtime compose\n/)
  expect(`${text}${stderr}`).not.toContain(secret)
})

test('what is there and does not work is said with its own words', async () => {
  await program(
    'docker',
    `case "$1" in compose) echo "docker: 'compose' is not a docker command." >&2; exit 1 ;; esac
echo ' null'; echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' >&2; exit 1`,
  )
  await program('docker-compose', 'echo 1.29.2')
  await program('podman', '')
  for (const name of ['squeue', 'scontrol', 'scancel']) await program(name, 'exit 1')
  await program('sbatch', 'echo slurm-wlm 22.05.8')
  await program(
    'sinfo',
    'echo "slurm_load_partitions: Unable to contact slurm controller (connect failure)" >&2; exit 1',
  )
  await program(
    'nvidia-smi',
    'echo "NVIDIA-SMI has failed because it couldn\'t communicate with the NVIDIA driver."; exit 9',
  )
  const { of } = await reported(['lift'])
  expect(of('engine')).toMatchObject({
    isThere: false,
    text: 'docker is there, and its engine does not answer: Cannot connect to the Docker daemon at unix:///var/run/docker.sock.',
  })
  expect(of('compose')).toMatchObject({ isThere: true, text: '1.29.2, as docker-compose' })
  expect(of('slurm').text).toBe(
    '22.05.8, and its controller does not answer: slurm_load_partitions: Unable to contact slurm controller (connect failure)',
  )
  expect(of('driver').text).toBe(
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
  )
})

test('a compose that is too old for GPUs is none', async () => {
  await program('docker-compose', 'echo docker-compose version 1.25.0 >&2; echo 1.25.0')
  const { of } = await reported(['scpo'])
  expect(of('compose')).toMatchObject({
    isThere: false,
    text: 'docker-compose is 1.25.0, and 1.28 or newer is needed',
  })
})

test('programs that hang, and what they have started, cost the time that they may take and no more', async () => {
  // Its child keeps the pipe open.
  for (const name of [
    'docker',
    'docker-compose',
    'sbatch',
    'sinfo',
    'squeue',
    'scontrol',
    'scancel',
    'apptainer',
    'nvidia-ctk',
    'nvidia-smi',
    'python3',
  ]) {
    await program(name, '/bin/sleep 300 & wait')
  }
  const began = performance.now()
  const { exitCode, stdout } = await doctor(['--json', '--timeout', '0.2', 'scpo'])
  expect(exitCode).toBe(0)
  // Of a busy machine: each waits for 0.2 s, beside the others.
  expect(performance.now() - began).toBeLessThan(40_000)
  const texts = (JSON.parse(stdout) as Reported).machine.map(({ text }) => text).join('\n')
  expect(texts).toContain('docker is there, and its engine does not answer: docker does not answer in 0.2 s')
  expect(texts).toContain('its controller does not answer: sinfo does not answer in 0.2 s')
  expect(texts).toContain('python3 does not answer in 0.2 s')
  // A run waits so long for the GPUs too.
  expect(texts).toContain('nvidia-smi does not answer in 10 s')
})

test('one paper that is not there is a usage error; all have a line a tier', async () => {
  const unknown = await doctor(['scop'])
  expect([unknown.exitCode, unknown.stderr]).toEqual([
    2,
    expect.stringContaining('there is no paper "scop"; did you mean scpo?'),
  ])
  const wrong = await doctor(['--timeout', '0'])
  expect([wrong.exitCode, wrong.stderr]).toEqual([
    2,
    expect.stringContaining('a number of seconds above 0 is needed'),
  ])
  const { stdout } = await doctor(['--timeout', '60'])
  expect(stdout).toMatch(/\niterative-rpo +nano +this process\n/)
  expect(stdout).toMatch(/\niterative-rpo +mini +no +needs a GPU of 24 GB/)
  expect(stdout).toMatch(/\nscpo +no recipe yet\n/)
  expect(stdout).toMatch(/\nHF_TOKEN +no +it is not set/)
})

test('of one paper it tells the weights and the room, and asks the hub with the token where that is wanted', async () => {
  const asked: (string | undefined)[] = []
  const hub = createServer((request, response) => {
    if (request.url!.includes('config.json')) asked.push(request.headers.authorization)
    response.writeHead(request.headers.authorization === `Bearer ${secret}` ? 200 : 401).end()
  })
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void hub.close())
  const env = { HF_ENDPOINT: `http://127.0.0.1:${(hub.address() as AddressInfo).port}`, HF_TOKEN: secret }
  const ask = async (...words: string[]) => {
    const { exitCode, stdout } = await doctor([...words, '--timeout', '60'], env)
    expect([exitCode, stdout.includes(secret)]).toEqual([0, false])
    return stdout.replaceAll(/\n +/g, ' ')
  }
  const quiet = await ask('iterative-rpo')
  expect(asked).toEqual([])
  expect(quiet).toMatch(/weights: Qwen\/Qwen2.5-0.5B-Instruct@7ae5576 \(1 GB\) are not in the store/)
  expect(quiet).toMatch(/disk: up to \S+ GB, of which \S+ GB are free; images come on top/)
  expect(await ask('iterative-rpo', '--ask-hub')).toMatch(
    /weights: meta-llama\/Llama-2-70b-chat-hf@.* are not in the store, for accounts .*; the hub gives them to the account of HF_TOKEN/,
  )
  expect(asked).toEqual([`Bearer ${secret}`])
  expect((await doctor(['--ask-hub'], env)).exitCode).toBe(2)
})

test('a runtime that lacks something is refused before anything is fetched for it', async () => {
  await program('python3', 'case "$*" in *ensurepip*) echo 3 12 ;; *) echo 3.12.3 ;; esac')
  const commit = '7ae557604adf67be50417f59c2c2f167def9a775'
  const model = `hf:Qwen/Qwen2.5-0.5B-Instruct@${commit}`
  for (const [runtime, lacks] of [
    ['compose', 'needs a container engine: there is no docker on the PATH'],
    ['slurm', 'needs Slurm: there is no sbatch on the PATH'],
  ] as const) {
    for (const words of [
      ['run', 'iterative-rpo', '--tier', 'tiny'],
      ['eval', 'gsm8k', '--model', model, '--limit', '1', '--gpus', '0'],
    ]) {
      const { exitCode, stderr } = await execa(process.execPath, [main, ...words, '--runtime', runtime], {
        ...{ cwd: directory, reject: false, extendEnv: false },
        env: {
          ...{ PATH: bin, HF_ENDPOINT: 'http://127.0.0.1:1', RETABLE_ACCEPT_LICENCES: 'NONE' },
          RETABLE_STORE: path.join(directory, 'store'),
          ...(process.env['RETABLE_MIRROR'] ? { RETABLE_MIRROR: process.env['RETABLE_MIRROR'] } : {}),
        },
      })
      expect([exitCode, stderr]).toEqual([
        3,
        expect.stringContaining(`${words[0] === 'run' ? 'this tier' : `--runtime ${runtime}`} ${lacks}`),
      ])
    }
  }
})
