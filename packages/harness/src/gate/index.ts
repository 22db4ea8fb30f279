/** Whether a new version of a model is worse than the one before. */
export { gateSides } from './gate-sides.ts'
export { defaultPolicy } from './policy.ts'
export type { GatePolicy } from './policy.ts'
export { readPolicy } from './read-policy.ts'
export { asBaseline, pairedWithBaseline } from './sequential/as-baseline.ts'
export type { AsBaseline } from './sequential/as-baseline.ts'
export { gateSequentially } from './sequential/gate-sequentially.ts'
export type { GateProgress, SequentialOptions, SequentialResult } from './sequential/gate-sequentially.ts'
