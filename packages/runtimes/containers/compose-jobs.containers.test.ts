import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect } from 'vitest'
import { composeRuntime } from '../src/index.ts'
import { fakeProgram, testEngine, testJobs } from '../src/testing.ts'

const engine = await testEngine()
afterAll(() => engine[Symbol.asyncDispose]())
const options = {
  directory: path.join(engine.folder, 'store'),
  images: { trainer: { image: engine.image, python: engine.python } },
  host: engine.host,
}
// The image is fetched and its environment made at the first job: longer than a test has.
const folder = path.join(engine.folder, 'first')
await mkdir(folder)
const first = { name: 'the first', folder, program: fakeProgram('fake_job'), args: ['count', '1', '0'] }
expect(await composeRuntime(options).run(first).ended).toEqual({ state: 'done' })

testJobs('the runtime of containers', {
  module: path.join(import.meta.dirname, '../src/index.ts'),
  make: 'composeRuntime',
  options,
  // Compose takes seconds on a busy machine.
  lateMs: 15_000,
  outlives: true,
})
