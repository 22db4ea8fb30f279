import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './environment.ts'

let directory: string
let checkout: string

/** A checkout as it is fetched, without packages: what the launcher reads, and nothing else. */
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-launcher-'))
  // A space in the path, since a checkout may lie anywhere.
  checkout = path.join(directory, 'my checkout')
  await mkdir(path.join(checkout, 'packages/cli'), { recursive: true })
  for (const file of [
    'retable',
    'package.json',
    'package-lock.json',
    '.npmrc',
    'packages/cli/node-runtime',
  ]) {
    await cp(path.join(root, file), path.join(checkout, file), { recursive: true })
  }
})
afterAll(async () => {
  await rm(directory, { recursive: true })
  await rm(offline.npm_config_cache, { recursive: true, force: true })
})

/** A folder of links to the named programs, to be the whole PATH. */
async function pathWith(name: string, programs: readonly string[]): Promise<string> {
  const folder = path.join(directory, name)
  await mkdir(folder)
  for (const program of programs) {
    const { stdout } = await execa('sh', ['-c', 'command -v "$0"', program])
    await symlink(stdout, path.join(folder, program))
  }
  return folder
}

const tools = 'sh cat cmp cp dirname grep head ln mkdir readlink rm rmdir sleep uname'.split(' ')

test('neither Node 24 nor npm: one sentence, exit code 3', async () => {
  const PATH = await pathWith('bare', tools)
  const run = await execa(path.join(checkout, 'retable'), ['list'], {
    reject: false,
    extendEnv: false,
    env: { PATH },
  })
  expect(run.exitCode).toBe(3)
  expect(run.stderr).toMatch(/^retable: neither Node 24 nor npm is on this machine; install Node 24 or newer/)
})

/** An npm that reaches nothing. */
const offline = {
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_fetch_retries: '0',
  npm_config_cache: path.join(tmpdir(), `retable-no-cache-${process.pid}`),
}

async function locks(): Promise<string[]> {
  return (await readdir(path.join(checkout, '.retable'))).filter((name) => name.includes('lock'))
}

// npm is started several times over.
test('offline on first use: one sentence, exit code 3, and no lock left', { timeout: 180_000 }, async () => {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const run = await execa(path.join(checkout, 'retable'), ['list'], { reject: false, env: offline })
    expect(run.exitCode).toBe(3)
    expect(run.stderr).toMatch(
      /retable: .* could not be installed.*; connect to a network and run the command again/,
    )
    expect(await locks()).toEqual([])
  }
})

test(
  'a lock that a dead process left is taken over, by however many wait',
  // npm is started several times over.
  { timeout: 180_000 },
  async () => {
    const gone = await execa('sh', ['-c', 'echo $$'])
    await writeFile(path.join(checkout, '.retable/setup.lock'), `${gone.stdout}\n`)
    const runs = [0, 1, 2].map(() =>
      execa(path.join(checkout, 'retable'), ['list'], { reject: false, env: offline }),
    )
    for (const run of await Promise.all(runs)) expect(run.stderr).toContain('could not be installed')
    expect(await locks()).toEqual([])
  },
)

test('npm keeps the machine’s settings when another Node goes in front of it', async () => {
  const PATH = await pathWith('settings', tools)
  const programs = {
    node: 'echo v24.0.0',
    npm: 'if [ "$1" = config ]; then echo /machine/npmrc; else echo "settings: $NPM_CONFIG_GLOBALCONFIG"; exit 1; fi',
  }
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(path.join(PATH, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }
  const run = await execa(path.join(checkout, 'retable'), ['list'], {
    reject: false,
    extendEnv: false,
    env: { PATH },
  })
  expect(run.exitCode).toBe(3)
  expect(run.stderr).toContain('settings: /machine/npmrc')
})

test('it starts from any folder and through a link', async () => {
  const link = path.join(directory, 'link')
  await symlink(path.join(root, 'retable'), link)
  const { stdout } = await execa(link, ['--help'], { cwd: directory })
  expect(stdout).toContain('Usage: retable')
})
