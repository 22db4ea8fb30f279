import { asCounted } from './cannot-run.ts'
import type { ServedSettings } from './settings.ts'

/** What a machine has for programs side by side. */
export interface Room {
  readonly workers: number
  /** In bytes. */
  readonly memory: number
  /** Of one GPU, in bytes; 0 where there is none. */
  readonly gpuMemory?: number
}

/**
 * How many programs of a kind a machine takes side by side where a tier does not say: as many as there are cores for, and
 * as often as it has the memory that the tier needs, on a GPU too.
 */
export function fitting(
  {
    threads,
    needs = {},
    device,
  }: Pick<ServedSettings, 'threads' | 'needs'> & Partial<Pick<ServedSettings, 'device'>>,
  { workers, memory, gpuMemory = 0 }: Room,
): number {
  const byCores = workers / threads
  const byMemory = needs.memory === undefined ? Infinity : memory / asCounted(needs.memory)
  // What nobody has said may take all of it.
  const byGpu =
    device !== 'cuda' ? Infinity : needs.gpuMemory === undefined ? 1 : gpuMemory / asCounted(needs.gpuMemory)
  return Math.max(1, Math.floor(Math.min(byCores, byMemory, byGpu)))
}
