import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { tmpdir } from 'node:os'
import { afterAll } from 'vitest'
import { installedPython } from '../python/installed-python.ts'
import { fakeProgram, testCluster, testJobs } from '../testing.ts'

const directory = mkdtempSync(path.join(tmpdir(), 'retable-slurm-'))
// It takes a while on a busy machine.
await installedPython({ lockFile: fakeProgram('fake_job').lockFile, what: 'nothing' }, { directory })
const cluster = await testCluster()
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
  rmSync(directory, { recursive: true })
})

testJobs('the Slurm runtime', {
  module: path.join(import.meta.dirname, '../index.ts'),
  make: 'slurmRuntime',
  options: {
    directory,
    settings: { pollMs: 200 },
    commands: { environment: cluster.environment },
  },
  // Slurm asks its nodes for a login environment, and sees an end a second later.
  lateMs: 5000,
  outlives: true,
})
