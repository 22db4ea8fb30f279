import { isBatchInvariant } from '@retable/runtimes/vllm'
import type { Place } from '../place/open-place.ts'
import type { ServedSettings } from '../settings.ts'
import { isHalf } from '../training/check-result.ts'

/** How models are served: what of it decides numbers. */
export interface Serving {
  readonly server: 'retable_trainer' | 'vllm'
  /** Of vLLM: weights and activations. */
  readonly dtype: 'float32' | 'bfloat16'
  /** Of vLLM: its kernels give the same text whatever else is asked. */
  readonly batchInvariant: boolean
  /** Of vLLM, as it is pinned; null where it is in none. */
  readonly image: string | null
  readonly vllmPython: string | undefined
}

/** The trainer's own server on the processor, and vLLM on GPUs: batch-invariant where they have the kernels. */
export function servingOf(
  settings: Pick<ServedSettings, 'device' | 'weights' | 'autocast'>,
  { vllmImage, gpu, vllmPython }: Pick<Place, 'vllmImage' | 'gpu' | 'vllmPython'>,
): Serving {
  const isOnGpu = settings.device === 'cuda'
  return {
    server: isOnGpu ? 'vllm' : 'retable_trainer',
    dtype: isOnGpu && isHalf(settings) ? 'bfloat16' : 'float32',
    batchInvariant: isOnGpu && gpu !== null && isBatchInvariant(gpu),
    image: isOnGpu ? vllmImage : null,
    vllmPython,
  }
}
