import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { packagedModels } from '../../models/packaged-models.ts'
import { startService } from './start-service.ts'

test.each([
  [{ slots: 0 }, "a service's slots is a whole number from 1 to 256, not 0"],
  [{ threads: 1.5 }, "a service's threads is a whole number from 1 to 1024, not 1.5"],
  [
    { context: 9000 },
    "a service's context is a whole number from 16 to 8192 (what SmolLM2-135M-Instruct was trained on), not 9000",
  ],
  [{ port: 70_000 }, "a service's port is a whole number from 0 to 65535, not 70000"],
])('%o is refused before anything is installed', async (settings, message) => {
  const directory = await mkdtemp(path.join(tmpdir(), 'retable-service-'))
  try {
    const starting = startService({ model: packagedModels[0]!, directory, ...settings })
    await expect(starting).rejects.toMatchObject({ code: 'runtimes/service-options', message })
    expect(await readdir(directory)).toEqual([])
  } finally {
    await rm(directory, { recursive: true })
  }
})
