import type { Gate } from '../paper/reproduction.ts'
import type { SeedResults } from './run-record.ts'

/** What a seed's models are found to be able to do. */
export interface GateResult extends Gate {
  readonly seed: number | null
  /** Null where nothing measured it. */
  readonly value: number | null
  readonly isPassed: boolean
}

/** Each gate on each seed; a seed that measures nothing fails. */
export function gateResults(gates: readonly Gate[], results: readonly SeedResults[]): GateResult[] {
  return gates.flatMap((gate) =>
    results.map(({ seed, settings }) => {
      const measurements = settings
        .filter(({ setting }) => setting === gate.of.setting)
        .flatMap((each) => each.measurements)
      const value = measurements.find(({ name }) => name === gate.of.metric)?.value ?? null
      return { ...gate, seed, value, isPassed: value !== null && value >= gate.least }
    }),
  )
}
