/** A gate that asks the candidate itself, until bets have settled its verdict. */
export { asBaseline, pairedWithBaseline } from './as-baseline.ts'
export type { AsBaseline } from './as-baseline.ts'
export { gateSequentially } from './gate-sequentially.ts'
export type { GateProgress, SequentialOptions, SequentialResult } from './gate-sequentially.ts'
