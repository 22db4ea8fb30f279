import { HarnessError } from '../../../errors.ts'
import { asCounted } from '../cannot-run.ts'
import type { ServedSettings } from '../settings.ts'
import type { NamedGpu } from './named-gpus.ts'

/**
 * Refuses servers that a GPU has no memory for, where the tier says how much one needs.
 *
 * @param serversOnOne - that stand on one GPU at most
 * @throws HarnessError `harness/gpus`
 */
export function requireRoom(
  { needs: { gpuMemory } = {} }: Pick<ServedSettings, 'needs'>,
  gpus: readonly NamedGpu[],
  serversOnOne: number,
): void {
  const least = Math.min(...gpus.map(({ memory }) => memory))
  if (gpuMemory === undefined || gpus.length === 0 || serversOnOne <= 1) return
  if (serversOnOne * asCounted(gpuMemory) <= least) return
  const here = `${gpus.length === 1 ? 'the GPU' : `${gpus.length} GPUs`} of ${Math.round(least / 1e9)} GB`
  throw new HarnessError(
    'harness/gpus',
    `${serversOnOne} servers that need ${gpuMemory} GB each would stand on one GPU, of ${here} that this machine has: fewer "servers" or "replicas" are needed in the settings of the engine served`,
    { kind: 'environment' },
  )
}
