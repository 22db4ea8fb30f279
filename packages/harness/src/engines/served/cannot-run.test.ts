import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cannotRun, type Machine } from './cannot-run.ts'
import { testFolder } from './testing/open-fake.ts'

const machine = (has: { memory?: number; gpu?: number; gpus?: number; noPython?: string }): Machine => ({
  memory: (has.memory ?? 16) * 1e9,
  gpus: () => Promise.resolve(has.gpu === undefined ? [] : Array(has.gpus ?? 1).fill(has.gpu * 1e9)),
  noPython: () => Promise.resolve(has.noPython),
})
async function settingsOf(text: string): Promise<string> {
  const file = path.join(testFolder(), 'retable.runtime.yaml')
  await writeFile(file, text)
  return file
}
const withVllm = () => settingsOf('vllm: {python: /opt/vllm/bin/python}')
const cpu = { device: 'cpu' } as const
const cuda = (gpuMemory?: number) =>
  ({ device: 'cuda', needs: gpuMemory === undefined ? {} : { gpuMemory } }) as const

test.each([
  [cpu, {}, undefined],
  [{ ...cpu, needs: { memory: 6 } }, { memory: 4.2 }, 'needs 6 GB of memory, and this machine has 4 GB'],
  [{ ...cpu, needs: { memory: 6 } }, { memory: 8 }, undefined],
  // Sold as 8.
  [{ ...cpu, needs: { memory: 8 } }, { memory: 7.7 }, undefined],
  [cpu, { noPython: 'there is no python3 here' }, 'needs Python: there is no python3 here'],
  [cuda(), {}, 'needs a GPU, and this machine has none that nvidia-smi knows'],
  [cuda(24), { gpu: 16 }, 'needs a GPU with 24 GB of memory, and the largest of this machine has 16 GB'],
  [cuda(24), { gpu: 25 }, undefined],
  [
    { ...cuda(24), sharding: 'fsdp' as const },
    { gpu: 25 },
    'needs 2 GPUs of 24 GB that work together, and this machine has 1',
  ],
  [{ ...cuda(24), sharding: 'fsdp' as const }, { gpu: 25, gpus: 2 }, undefined],
  [{ ...cuda(), gpus: 8 }, { gpu: 80, gpus: 4 }, 'needs 8 GPUs that work together, and this machine has 4'],
  [
    { ...cuda(), gpus: 8, nodes: 2 },
    { gpu: 80, gpus: 8 },
    'needs 2 machines that work together, which --runtime slurm alone has',
  ],
  [
    { ...cuda(), gpus: 8, serverNodes: 2 },
    { gpu: 80, gpus: 8 },
    'needs 2 machines that work together, which --runtime slurm alone has',
  ],
])('%j on a machine with %j: %s', async (settings, has, told) => {
  expect(await cannotRun(settings, { runtimeSettings: await withVllm() }, machine(has))).toBe(told)
})

test('a container has a Python of its own, and the nodes of a cluster are not this machine', async () => {
  const without = machine({ noPython: 'there is no python3 here' })
  const compose = { runtime: 'compose' }
  expect(await cannotRun(cpu, compose, without)).toBeUndefined()
  expect(await cannotRun(cuda(24), compose, without)).toContain('needs a GPU with 24 GB')
  expect(await cannotRun(cuda(24), compose, machine({ gpu: 80 }))).toBeUndefined()
  const slurm = { runtime: 'slurm', runtimeSettings: await settingsOf('slurm: {container: {kind: pyxis}}') }
  expect(await cannotRun({ ...cuda(24), nodes: 8, serverNodes: 2, gpus: 8 }, slurm, without)).toBeUndefined()
})

test('without an image a GPU needs a Python that has vLLM', async () => {
  const here = machine({ gpu: 80 })
  const none = await settingsOf('slurm: {partition: gpu}')
  for (const runtimeSettings of [undefined, none]) {
    expect(await cannotRun(cuda(), { runtimeSettings }, here)).toMatch(/^needs vLLM, which the runtime local/)
    const onCluster = await cannotRun(cuda(), { runtime: 'slurm', runtimeSettings }, here)
    expect(onCluster).toMatch(/^needs vLLM on the nodes: /)
  }
  const own = { runtimeSettings: await withVllm() }
  expect(await cannotRun(cuda(), own, here)).toBeUndefined()
  expect(await cannotRun(cuda(), { runtime: 'slurm', ...own }, here)).toBeUndefined()
  expect(await cannotRun(cpu, { runtime: 'slurm' }, here)).toBeUndefined()
  // Enroot fetches no image by itself.
  const enroot = await settingsOf('slurm: {container: {kind: enroot}}')
  const onEnroot = await cannotRun(cuda(), { runtime: 'slurm', runtimeSettings: enroot }, here)
  expect(onEnroot).toMatch(/^needs vLLM in a file, which enroot starts: /)
})
