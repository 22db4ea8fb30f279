import { asCounted } from './cannot-run.ts'
import type { ServedSettings } from './settings.ts'

/**
 * How many programs of a kind a machine takes side by side where a tier does not say: as many as there are cores for, and
 * as often as it has the memory that the tier needs.
 */
export function fitting(
  { threads, needs = {} }: Pick<ServedSettings, 'threads' | 'needs'>,
  machine: { readonly workers: number; /** In bytes. */ readonly memory: number },
): number {
  const byCores = machine.workers / threads
  const byMemory = needs.memory === undefined ? Infinity : machine.memory / asCounted(needs.memory)
  return Math.max(1, Math.floor(Math.min(byCores, byMemory)))
}
