import { regularizedBeta } from './beta.ts'
import { rootOf } from './root.ts'

/** The x with Iₓ(a, b) = p, for p in (0, 1) and a, b above 0. */
export function betaQuantile(p: number, a: number, b: number): number {
  return rootOf((x) => regularizedBeta(x, 1 - x, a, b) - p, 0, 1)
}
