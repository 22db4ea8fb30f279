/** Whether a new version of a model is worse than the one before. */
export { gateSides } from './gate-sides.ts'
export { defaultPolicy } from './policy.ts'
export type { GatePolicy } from './policy.ts'
export { readPolicy } from './read-policy.ts'
