import type { Hardware, TierSetup } from '@retable/core'
import { gpuKinds } from '../../engines/costs/gpu-kinds.ts'
import { gpusHere, type Gpu } from '../../engines/costs/gpus-here.ts'
import type { Step } from '../step.ts'

/** What this machine is asked about. */
export interface Asked {
  readonly steps: readonly Step[]
  /** Where programs are to run: what `slurm` has is not this machine's to tell. */
  readonly runtime?: string | undefined
  /** The machine's GPUs, for tests. */
  readonly gpus?: readonly Gpu[]
}

/** Published weights of a hub that a recipe starts from, with what is known of their size. */
export async function hubWeightsOf(steps: readonly Step[]) {
  const loads = steps.flatMap((step) =>
    step.kind === 'load' && step.weights.kind === 'hub'
      ? [{ step: step.name, role: step.role, weights: step.weights }]
      : [],
  )
  if (loads.length === 0) return []
  const { hubPin, pinnedBytes, whatIsUnpinned } = await import('@retable/assets')
  return Promise.all(
    loads.map(async ({ step, role, weights }) => {
      const pin = await hubPin(weights)
      const unpinned = whatIsUnpinned(weights, pin)
      return {
        step,
        role,
        weights,
        unpinned,
        bytes: pin === undefined || unpinned !== undefined ? null : pinnedBytes(pin),
      }
    }),
  )
}

/** What a tier says of what it needs. */
type Needed = Pick<TierSetup<unknown>, 'hardware' | 'engine' | 'engines'>

/**
 * What a tier needs and this machine lacks: GPUs, and weights that are pinned. As the end of a sentence
 * that begins with "this tier"; null where nothing lacks.
 */
export async function whatLacks(
  { hardware, engine, engines = {} }: Needed,
  { steps, gpus, runtime }: Asked,
): Promise<string | null> {
  const sentences: string[] = []
  if (hardware !== undefined && runtime !== 'slurm')
    sentences.push(...lackingGpus(hardware, gpus ?? (await gpusHere())))
  for (const { role, unpinned } of await hubWeightsOf(steps)) {
    // Such an engine fetches nothing, and says itself what it lacks.
    if ((engines[role] ?? engine).engine === 'none' || unpinned === undefined) continue
    sentences.push(`needs weights that cannot be verified: ${unpinned}`)
  }
  return sentences.length === 0 ? null : [...new Set(sentences)].join('; and ')
}

function lackingGpus({ gpus: needed, gpu }: Hardware, here: readonly Gpu[]): string[] {
  const { memory } = gpuKinds[gpu]
  // What a driver tells is a little less than what the maker prints.
  const fit = here.filter((one) => one.memory >= 0.93 * memory)
  if (fit.length >= needed) return []
  const has =
    here.length === 0
      ? 'no GPU that the NVIDIA driver tells of'
      : here.map(({ name, memory: bytes }) => `${name} with ${gigabytes(bytes)}`).join(', ')
  return [
    `needs ${needed === 1 ? 'a GPU' : `${needed} GPUs`} of ${gigabytes(memory)}, and this machine has ${has}`,
  ]
}

/** Bytes in thousand millions, as disks and GPUs are sold. */
export function gigabytes(bytes: number): string {
  const rounded = bytes < 10e9 ? Math.round(bytes / 1e8) / 10 : Math.round(bytes / 1e9)
  return `${rounded.toLocaleString('en-US')} GB`
}
