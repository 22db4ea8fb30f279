import type { GpuKind } from '@retable/core'

/** What a plan takes of a kind of GPU. The rates are assumptions, and told as such. */
export interface GpuRates {
  /** Bytes, as its maker counts them. */
  readonly memory: number
  /** Floating-point operations a second that one reaches while a server draws many samples side by side. */
  readonly generating: number
  /** The same while it trains. */
  readonly training: number
}

/**
 * About a tenth of the peak that the makers print for dense bfloat16 in generation, and two fifths in training: 312 TFLOP/s
 * for the A100, 71 for the slowest common one of 24 GB, the RTX 3090.
 */
export const gpuKinds: Readonly<Record<GpuKind, GpuRates>> = {
  'A100 80 GB': { memory: 80e9, generating: 30e12, training: 120e12 },
  '24 GB': { memory: 24e9, generating: 7e12, training: 28e12 },
}
