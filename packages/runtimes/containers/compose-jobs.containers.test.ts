import path from 'node:path'
import { afterAll } from 'vitest'
import { testJobs } from '../src/testing.ts'
import { startedEngine } from './started.ts'

const engine = await startedEngine()
afterAll(() => engine[Symbol.asyncDispose]())

testJobs('the runtime of containers', {
  module: path.join(import.meta.dirname, '../src/index.ts'),
  make: 'composeRuntime',
  options: engine.options,
  // Compose takes seconds on a busy machine.
  lateMs: 15_000,
  outlives: true,
})
