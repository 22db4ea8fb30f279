import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pythonEnvironment } from './python-environment.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-python-'))
})
afterEach(() => rm(directory, { recursive: true }))

async function environment(lock: string, minorVersion = 9, onProgress?: (stage: string) => void) {
  const lockFile = path.join(directory, 'requirements.lock')
  await writeFile(lockFile, lock)
  return pythonEnvironment({ lockFile, directory: path.join(directory, 'python'), minorVersion, onProgress })
}

test('an environment is made once for each lock file, and what a killed process left goes', async () => {
  const lock = '# nothing is needed\n'
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 16)
  const folder = path.join(directory, 'python')
  await mkdir(path.join(folder, hash, 'bin'), { recursive: true })
  await mkdir(path.join(folder, `${hash}.cut-off`, 'lib'), { recursive: true })
  const stages: string[] = []
  const [python] = await Promise.all([
    environment(lock, 9, (stage) => stages.push(stage)),
    environment(lock, 9, (stage) => stages.push(stage)),
  ])
  expect(stages.filter((stage) => stage === 'installing')).toHaveLength(1)
  const { stdout } = await execa(python, ['-c', 'import sys; print(sys.prefix != sys.base_prefix)'])
  expect(stdout).toBe('True')
  const made = (await stat(python)).birthtimeMs
  expect(await environment('# nothing is needed\n')).toBe(python)
  expect((await stat(python)).birthtimeMs).toBe(made)
  expect(python).toBe(path.join(folder, hash, 'bin/python'))
  const left = await readdir(folder)
  expect(left).toHaveLength(2)
  expect(left).not.toContain(`${hash}.cut-off`)
})

test('a package without a hash is refused, and nothing is left', async () => {
  await expect(environment('six==1.17.0\n')).rejects.toMatchObject({
    code: 'runtimes/python-packages',
    message: expect.stringContaining('requirements.lock cannot be installed'),
  })
  expect(await readdir(path.join(directory, 'python'))).toEqual([])
})

test('an older Python is named', async () => {
  await expect(environment('', 99)).rejects.toThrow(/python3 is 3\.\d+; Python 3\.99 or newer is needed/)
})

test('a registry that cannot be reached is told from a package that is not there', async () => {
  vi.stubEnv('PIP_CONFIG_FILE', '/dev/null')
  vi.stubEnv('PIP_FIND_LINKS', directory)
  // Nothing listens on the port of discarded bytes.
  vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:9/simple')
  try {
    await expect(environment(`six==1.17.0 --hash=sha256:${'0'.repeat(64)}\n`)).rejects.toMatchObject({
      code: 'runtimes/no-network',
      message: expect.stringContaining('connect to the network once'),
    })
  } finally {
    vi.unstubAllEnvs()
  }
})

test('one that is given up rejects with the reason of it, and leaves nothing', async () => {
  const lockFile = path.join(directory, 'requirements.lock')
  await writeFile(lockFile, '')
  const folder = path.join(directory, 'python')
  const controller = new AbortController()
  const reason = new Error('not needed any more')
  const making = pythonEnvironment({
    lockFile,
    directory: folder,
    minorVersion: 9,
    signal: controller.signal,
    onProgress: () => setTimeout(() => controller.abort(reason), 300),
  })
  await expect(making).rejects.toBe(reason)
  expect((await readdir(folder)).filter((entry) => entry.endsWith('.lock'))).toEqual([])
  expect((await readdir(folder)).some((entry) => !entry.includes('.'))).toBe(false)
})
