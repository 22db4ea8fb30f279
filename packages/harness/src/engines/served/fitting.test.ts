import { expect, test } from 'vitest'
import { fitting } from './fitting.ts'

const gpus = (count: number) => Array.from({ length: count }, () => ({ name: 'H100', memory: 80e9 }))

test.each([
  [{ threads: 1 }, { workers: 16, memory: 8e9 }, 16],
  [{ threads: 4 }, { workers: 6, memory: 8e9 }, 1],
  [{ threads: 4 }, { workers: 2, memory: 8e9 }, 1],
  // Sixteen trainings of half a gigabyte of weights would end for lack of memory, one after the other.
  [{ threads: 1, needs: { memory: 8 } }, { workers: 16, memory: 17e9 }, 2],
  // Sold as 16.
  [{ threads: 1, needs: { memory: 8 } }, { workers: 16, memory: 15.6e9 }, 2],
  [{ threads: 1, needs: { memory: 8 } }, { workers: 2, memory: 64e9 }, 2],
  [{ threads: 1, needs: { memory: 8 } }, { workers: 2, memory: 7e9 }, 1],
  // Judge and policy stand side by side on a GPU that holds both; where nothing is said of their needs, one at a time.
  [
    { threads: 1, device: 'cuda' as const, needs: { gpuMemory: 40 } },
    { workers: 16, memory: 64e9, gpus: gpus(1) },
    2,
  ],
  [{ threads: 1, device: 'cuda' as const }, { workers: 16, memory: 64e9, gpus: gpus(1) }, 1],
  [{ threads: 1, device: 'cuda' as const }, { workers: 16, memory: 64e9, gpus: gpus(4) }, 4],
  [{ threads: 1, device: 'cuda' as const, gpus: 2 }, { workers: 16, memory: 64e9, gpus: gpus(4) }, 2],
  [
    { threads: 1, device: 'cuda' as const, gpus: 2, needs: { gpuMemory: 40 } },
    { workers: 16, memory: 64e9, gpus: gpus(4) },
    4,
  ],
])('%j on %j: %i side by side', (settings, machine, most) => {
  expect(fitting(settings, machine)).toBe(most)
})
