import type { Sourced } from '../paper/reproduction.ts'

/** Hyper-parameters as a setup takes them: each is written once, with where it comes from. */
export interface Hyperparameters {
  /**
   * Gives the value, and lists it.
   *
   * @param name - as the manifest names it
   * @param source - `stated §x`, `inferred`, `assumed`, or `own` for what only this tier has
   * @param shown - what the manifest says of it, where the value alone says too little
   */
  readonly take: <const T>(name: string, value: T, source: string, shown?: (value: T) => string) => T
  /** All that were taken, in that order. */
  readonly taken: readonly Sourced[]
}

/** Starts a list of hyper-parameters. */
export function hyperparameters(): Hyperparameters {
  const taken: Sourced[] = []
  return {
    taken,
    take(name, value, source, shown) {
      if (taken.some((other) => other.name === name)) throw new Error(`"${name}" is taken twice`)
      taken.push({ name, value: shown === undefined ? plain(value) : shown(value), source })
      return value
    },
  }
}

function plain(value: unknown): string | number {
  if (Array.isArray(value)) return value.map(plain).join(' / ')
  return typeof value === 'number' ? value : String(value)
}
