import { expect, test } from 'vitest'
import { cannotRun, type Machine } from './cannot-run.ts'

const machine = (has: { memory?: number; gpu?: number; noPython?: string }): Machine => ({
  memory: (has.memory ?? 16) * 1e9,
  gpuMemory: () => Promise.resolve((has.gpu ?? 0) * 1e9),
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
    'needs trainings that are sharded over GPUs, which no runtime starts yet',
  ],
])('%j on a machine with %j: %s', async (settings, has, told) => {
  expect(await cannotRun(settings, machine(has))).toBe(told)
})
