import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { testJobs } from '../src/testing.ts'

const directory = mkdtempSync(path.join(tmpdir(), 'retable-local-'))
afterAll(() => rmSync(directory, { recursive: true }))

testJobs('the local runtime', {
  module: path.join(import.meta.dirname, '../src/index.ts'),
  make: 'localRuntime',
  options: { directory },
})
