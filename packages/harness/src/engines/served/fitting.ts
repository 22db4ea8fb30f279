import type { Gpu } from '../costs/gpus-here.ts'
import { asCounted } from './cannot-run.ts'
import type { ServedSettings } from './settings.ts'

/** What a machine has for programs side by side. */
export interface Room {
  readonly workers: number
  /** In bytes. */
  readonly memory: number
  readonly gpus?: readonly Gpu[]
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
    gpus: each = 1,
  }: Pick<ServedSettings, 'threads' | 'needs' | 'gpus'> & Partial<Pick<ServedSettings, 'device'>>,
  { workers, memory, gpus = [] }: Room,
): number {
  const byCores = workers / threads
  const byMemory = needs.memory === undefined ? Infinity : memory / asCounted(needs.memory)
  // What nobody has said may take all of a GPU.
  const onOne = ({ memory: bytes }: Gpu) =>
    needs.gpuMemory === undefined ? 1 : Math.floor(bytes / asCounted(needs.gpuMemory))
  const byGpu =
    device !== 'cuda'
      ? Infinity
      : Math.floor(gpus.length / each) * Math.min(...(gpus.length === 0 ? [0] : gpus.map(onOne)))
  return Math.max(1, Math.floor(Math.min(byCores, byMemory, byGpu)))
}
