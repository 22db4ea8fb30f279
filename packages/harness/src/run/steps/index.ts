/** Steps by themselves, without a run around them. */
export { execute } from '../execute.ts'
export type { Step } from '../step.ts'
export { generateWork } from './generate.ts'
export type { StepContext, StepEvent } from './output.ts'
