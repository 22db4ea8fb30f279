import type { Gpu } from '../../costs/gpus-here.ts'

/** A GPU with the word by which programs are given it. */
export interface NamedGpu extends Gpu {
  /** As CUDA_VISIBLE_DEVICES takes it. */
  readonly id: string
}

/** Those of a machine's GPUs that this process may use: all but where CUDA_VISIBLE_DEVICES names some. */
export function namedGpus(all: readonly Gpu[], env: NodeJS.ProcessEnv = process.env): readonly NamedGpu[] {
  const named = all.map((gpu, i) => ({ ...gpu, id: String(i) }))
  const seen = env['CUDA_VISIBLE_DEVICES']?.split(',').map((word) => word.trim())
  if (seen === undefined) return named
  // The driver's list has no other names: what has one is taken for a GPU like the first.
  return seen.flatMap((id) => {
    const gpu = named.find((one) => one.id === id) ?? (id.startsWith('GPU-') ? named[0] : undefined)
    return gpu === undefined ? [] : [{ ...gpu, id }]
  })
}
