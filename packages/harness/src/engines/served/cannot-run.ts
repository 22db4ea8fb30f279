import { totalmem } from 'node:os'
import { RetableError } from '@retable/core'
import { gpusHere } from '../costs/gpus-here.ts'
import type { ServedSettings } from './settings.ts'

/** What this machine has. */
export interface Machine {
  /** In bytes. */
  readonly memory: number
  /** Of the largest GPU, in bytes; 0 where there is none. */
  readonly gpuMemory: () => Promise<number>
  /** Why there is no Python that will do; nothing where there is. */
  readonly noPython: () => Promise<string | undefined>
}

/** Why programs of these settings cannot run on a machine, as the end of a sentence that begins with "this tier". */
export async function cannotRun(
  { device, sharding, needs = {} }: Pick<ServedSettings, 'device' | 'sharding' | 'needs'>,
  machine: Machine = thisMachine,
): Promise<string | undefined> {
  const { memory = 0, gpuMemory = 0 } = needs
  if (asCounted(memory) > machine.memory) {
    return `needs ${memory} GB of memory, and this machine has ${inGigabytes(machine.memory)}`
  }
  if (device === 'cuda') {
    const found = await machine.gpuMemory()
    const least = gpuMemory === 0 ? 'a GPU' : `a GPU with ${gpuMemory} GB of memory`
    if (found === 0) return `needs ${least}, and this machine has none that nvidia-smi knows`
    if (asCounted(gpuMemory) > found) {
      return `needs ${least}, and the largest of this machine has ${inGigabytes(found)}`
    }
  }
  if (sharding === 'fsdp') return 'needs trainings that are sharded over GPUs, which no runtime starts yet'
  const noPython = await machine.noPython()
  return noPython === undefined ? undefined : `needs Python: ${noPython}`
}

const gigabyte = 1e9
const inGigabytes = (bytes: number) => `${Math.round(bytes / gigabyte)} GB`

/** Bytes that a system has at least of memory that is sold as so many GB: it counts a little less. */
export function asCounted(gigabytes: number): number {
  return 0.93 * gigabytes * gigabyte
}

/** This machine's memory, in bytes; a container may have less than its machine. */
export function memoryHere(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity)
}

let python: Promise<string | undefined> | undefined

const thisMachine: Machine = {
  memory: memoryHere(),
  gpuMemory: async () => Math.max(0, ...(await gpusHere()).map(({ memory }) => memory)),
  noPython() {
    python ??= lackOfPython()
    return python
  },
}

async function lackOfPython(): Promise<string | undefined> {
  const { findPython } = await import('@retable/runtimes')
  try {
    await findPython(11)
    return undefined
  } catch (error) {
    if (error instanceof RetableError) return error.message
    throw error
  }
}
