import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
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
  checkout = path.join(directory, 'checkout')
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
afterAll(() => rm(directory, { recursive: true }))

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

const tools = [
  'sh',
  'cat',
  'cmp',
  'cp',
  'dirname',
  'grep',
  'head',
  'mkdir',
  'readlink',
  'rm',
  'sleep',
  'uname',
]

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

test('offline on first use: one sentence after what npm says, exit code 3, and no lock left', async () => {
  const env = {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_fetch_retries: '0',
    npm_config_cache: directory,
  }
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const run = await execa(path.join(checkout, 'retable'), ['list'], { reject: false, env })
    expect(run.exitCode).toBe(3)
    expect(run.stderr).toMatch(
      /retable: .* could not be installed.*; connect to a network and run the command again/,
    )
  }
})

test('it starts from any folder and through a link', async () => {
  const link = path.join(directory, 'link')
  await symlink(path.join(root, 'retable'), link)
  const { stdout } = await execa(link, ['--help'], { cwd: directory })
  expect(stdout).toContain('Usage: retable')
})
