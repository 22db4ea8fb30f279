import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pythonEnvironment } from './python-environment.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-python-'))
})
afterEach(() => rm(directory, { recursive: true }))

async function environment(lock: string, minorVersion = 9) {
  const lockFile = path.join(directory, 'requirements.lock')
  await writeFile(lockFile, lock)
  return pythonEnvironment({ lockFile, directory: path.join(directory, 'python'), minorVersion })
}

test('an environment is made once for each lock file', { timeout: 60_000 }, async () => {
  const lock = '# nothing is needed\n'
  const [python] = await Promise.all([environment(lock), environment(lock)])
  const { stdout } = await execa(python, ['-c', 'import sys; print(sys.prefix != sys.base_prefix)'])
  expect(stdout).toBe('True')
  const made = (await stat(python)).birthtimeMs
  expect(await environment('# nothing is needed\n')).toBe(python)
  expect((await stat(python)).birthtimeMs).toBe(made)
})

test('a package without a hash is refused, and nothing is left', { timeout: 60_000 }, async () => {
  await expect(environment('six==1.17.0\n')).rejects.toMatchObject({
    code: 'runtimes/python-packages',
    message: expect.stringContaining('requirements.lock cannot be installed'),
  })
  expect(await readdir(path.join(directory, 'python'))).toEqual([])
})

test('an older Python is named', async () => {
  await expect(environment('', 99)).rejects.toThrow(/python3 is 3\.\d+; Python 3\.99 or newer is needed/)
})
