/** What the runtimes would start, as files, with nothing started. */
export type { PlannedFile, PlannedProgram, PlanOptions } from './planned-program.ts'
export { plannedPort } from './planned-program.ts'
export { plannedFiles } from './planned-files.ts'
