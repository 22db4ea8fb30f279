/** What this machine can run, and what it lacks for the rest. */
export { clean } from './clean.ts'
export type { Cleaned } from './clean.ts'
export { machineHere } from './machine-here.ts'
export type { Finding } from './finding.ts'
export { papersHere } from './papers-here.ts'
export type { PaperHere, PlaceHere, TierHere } from './papers-here.ts'
export { runtimesHere } from './runtimes-here.ts'
export type { RuntimeHere } from './runtimes-here.ts'
