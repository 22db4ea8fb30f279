import { normalAbove } from '../numeric/gamma.ts'
import type { Surplus } from './surplus.ts'

/** How the mean drop of a suite compares with the mean margin. */
export interface MeanNoWorse {
  readonly z: number
  /** One-sided; small where the mean drop lies below the mean margin. Approximate (normal). */
  readonly p: number
}

/**
 * Whether the drop lies below the margin in the mean over benchmarks, each with the same weight: their surpluses over
 * the margin, added, over the root of their variances, added. With counts b and c of n items it is
 * z = (mean of (b − c − 1) / n + margin) / (√Σ v / K), v = ((b + c) / n − ((b − c) / n)² + 1 / n) / n. It says nothing of a
 * single benchmark: it goes with "none regressed".
 */
export function meanNoWorse(surpluses: readonly Surplus[]): MeanNoWorse {
  const sum = (of: (surplus: Surplus) => number) => surpluses.reduce((total, one) => total + of(one), 0)
  const z = sum(({ mean }) => mean) / Math.sqrt(sum(({ variance }) => variance))
  if (Number.isNaN(z)) return { z: 0, p: 1 }

  return { z, p: normalAbove(z) }
}
