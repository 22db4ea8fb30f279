import { totalmem } from 'node:os'
import type { EngineOptions } from '@retable/core'
import { answerMs } from '../../machine/answer-ms.ts'
import { pythonHere } from '../../machine/python-here.ts'
import { gpusHere } from '../costs/gpus-here.ts'
import type { RuntimeSettings } from './place/runtime-settings.ts'
import type { ServedSettings } from './settings.ts'

/** What this machine has. */
export interface Machine {
  /** In bytes. */
  readonly memory: number
  /** Memory of each GPU, in bytes. */
  readonly gpus: () => Promise<readonly number[]>
  /** Why there is no Python that will do; nothing where there is. */
  readonly noPython: () => Promise<string | undefined>
}

/** What decides where programs can run. */
type Needed = Pick<ServedSettings, 'device' | 'sharding' | 'needs' | 'gpus' | 'nodes' | 'serverNodes'>

/**
 * Why programs of these settings cannot run on a machine, as the end of a sentence that begins with "this tier". What a
 * cluster's nodes have is not looked into: Slurm says itself what it cannot give.
 */
export async function cannotRun(
  settings: Needed,
  { runtime = 'local', runtimeSettings }: Pick<EngineOptions, 'runtime' | 'runtimeSettings'> = {},
  machine: Machine = thisMachine,
): Promise<string | undefined> {
  if (runtime === 'slurm') return settings.device === 'cuda' ? noVllm(runtime, runtimeSettings) : undefined
  const { device, sharding, needs = {} } = settings
  const nodes = Math.max(settings.nodes ?? 1, settings.serverNodes ?? 1)
  const { memory = 0, gpuMemory = 0 } = needs
  if (asCounted(memory) > machine.memory) {
    return `needs ${memory} GB of memory, and this machine has ${inGigabytes(machine.memory)}`
  }
  if (device === 'cuda') {
    const all = await machine.gpus()
    const found = Math.max(0, ...all)
    const least = gpuMemory === 0 ? 'a GPU' : `a GPU with ${gpuMemory} GB of memory`
    if (found === 0) return `needs ${least}, and this machine has none that nvidia-smi knows`
    if (asCounted(gpuMemory) > found) {
      return `needs ${least}, and the largest of this machine has ${inGigabytes(found)}`
    }
    const { gpus = sharding === 'fsdp' ? 2 : 1 } = settings
    const fit = all.filter((one) => one >= asCounted(gpuMemory)).length
    if (fit < gpus) {
      const size = gpuMemory === 0 ? '' : ` of ${gpuMemory} GB`
      return `needs ${gpus} GPUs${size} that work together, and this machine has ${fit === 0 ? 'none' : fit}`
    }
    if (nodes > 1) return `needs ${nodes} machines that work together, which --runtime slurm alone has`
    if (runtime === 'local') {
      const lack = await noVllm(runtime, runtimeSettings)
      if (lack !== undefined) return lack
    }
  }
  // A container has its own.
  if (runtime !== 'local') return undefined
  const noPython = await machine.noPython()
  return noPython === undefined ? undefined : `needs Python: ${noPython}`
}

/** Why models cannot be served on GPUs by a runtime that has no image of its own; nothing where they can. */
export async function noVllm(
  runtime: 'local' | 'slurm',
  file: string | undefined,
): Promise<string | undefined> {
  const { readRuntimeSettings } = await import('./place/runtime-settings.ts')
  const { vllm, slurm }: RuntimeSettings = file === undefined ? {} : await readRuntimeSettings(file)
  const container = runtime === 'slurm' ? slurm?.container : undefined
  if (container?.kind === 'enroot' && container.vllm === undefined)
    return 'needs vLLM in a file, which enroot starts: make one by "enroot import --output FILE.sqsh docker://…" of the pinned image (./retable pin --check names it), and name it in the runtime settings (slurm: container: vllm)'
  if (vllm !== undefined || container !== undefined) return undefined
  return runtime === 'local'
    ? 'needs vLLM, which the runtime local does not install: take --runtime compose, which has it in a pinned image, or name a Python that has it in the runtime settings (vllm: python)'
    : 'needs vLLM on the nodes: name in the runtime settings what starts containers there (slurm: container), or a Python that has it (vllm: python)'
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
  gpus: async () => (await gpusHere()).map(({ memory }) => memory),
  noPython() {
    python ??= lackOfPython()
    return python
  },
}

async function lackOfPython(): Promise<string | undefined> {
  const found = await pythonHere(answerMs)
  return 'lack' in found ? found.lack : undefined
}
