import { expect, test } from 'vitest'
import { cannotRun, type Machine } from './cannot-run.ts'

const machine = (has: { memory?: number; gpu?: number; gpus?: number; noPython?: string }): Machine => ({
  memory: (has.memory ?? 16) * 1e9,
  gpus: () => Promise.resolve(has.gpu === undefined ? [] : Array(has.gpus ?? 1).fill(has.gpu * 1e9)),
  noPython: () => Promise.resolve(has.noPython),
})
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
])('%j on a machine with %j: %s', async (settings, has, told) => {
  expect(await cannotRun(settings, 'local', machine(has))).toBe(told)
})

test('a container has a Python of its own, and the nodes of a cluster are not this machine', async () => {
  const without = machine({ noPython: 'there is no python3 here' })
  expect(await cannotRun(cpu, 'compose', without)).toBeUndefined()
  expect(await cannotRun(cuda(24), 'compose', without)).toContain('needs a GPU with 24 GB')
  expect(await cannotRun({ ...cuda(24), nodes: 8, gpus: 8 }, 'slurm', without)).toBeUndefined()
})
