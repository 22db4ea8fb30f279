export { testJobs } from './testing/test-jobs.ts'
export type { JobExamples } from './testing/test-jobs.ts'
export { testRuntime } from './testing/test-runtime.ts'
export type { RuntimeExamples } from './testing/test-runtime.ts'
