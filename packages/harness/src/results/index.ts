/** Records of runs and scorings in their folders, for those that run nothing. */
export { beginRecord, recordNames, requireRecordPlace } from './record-place.ts'
export { readRun } from './read-run.ts'
export { readManifest, recordFormat } from './manifest-file.ts'
export { runFacts } from './run-facts.ts'
export { scoreLine } from './score-lines.ts'
export { writeRun } from './write-run.ts'
export type { Tables } from './write-run.ts'
