/** Verdicts on what is measured beside what was reported. */
export { besideReported } from './beside-reported.ts'
export type { BesideReported } from './beside-reported.ts'
export { namedItems } from './reported-items.ts'
export type { NamedItems } from './reported-items.ts'
