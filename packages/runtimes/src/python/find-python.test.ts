import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { findPython } from './find-python.ts'

/** A PATH on which these names are programs that tell these versions. */
async function only(pythons: Readonly<Record<string, string>>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-pythons-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, version] of Object.entries(pythons)) {
    await writeFile(path.join(folder, name), `#!/bin/sh\necho "${version}"\n`)
    await chmod(path.join(folder, name), 0o755)
  }
  vi.stubEnv('PATH', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
}

test.each([
  [{ python3: '3 13', 'python3.11': '3 11', 'python3.13': '3 13' }, 'python3.11'],
  [{ python3: '3 12', 'python3.13': '3 13' }, 'python3'],
  [{ python3: '3 9', 'python3.12': '3 12', 'python3.13': '3 13' }, 'python3.13'],
])('of %j it takes %s', async (pythons, name) => {
  await only(pythons)
  expect(await findPython(11)).toBe(name)
})

test('what is there and too old is told', async () => {
  await only({ python3: '3 9' })
  await expect(findPython(11)).rejects.toThrow('python3 is 3.9; Python 3.11 or newer is needed')
  await only({})
  await expect(findPython(11)).rejects.toThrow('there is no python3 with venv and pip here')
})
