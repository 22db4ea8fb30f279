import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadExeca } from '../../python/load-execa.ts'
import { keepRunning } from './keep-running.ts'
import { until } from './until.ts'

/** A container engine of its own. */
export interface StartedEngine {
  /** For DOCKER_HOST. */
  readonly host: string
  /** For files of the tests; goes with the engine. */
  readonly folder: string
  /** Runs the `docker` command on it. @returns what it wrote to standard output */
  readonly docker: (...args: readonly string[]) => Promise<string>
  readonly stop: () => Promise<void>
}

/**
 * Starts dockerd in a folder of its own. It touches nothing else of the machine's network: it has no bridge but those of
 * projects, and writes no packet filter.
 */
export async function startEngine(): Promise<StartedEngine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-engine-'))
  const inFolder = (name: string) => path.join(folder, name)
  const host = `unix://${inFolder('docker.sock')}`
  const settings = inFolder('daemon.json')
  // Networks of engines that start side by side must not take each other's addresses.
  const base = `10.${64 + (process.pid % 128)}.${Math.floor(Math.random() * 8) * 32}.0/19`
  await writeFile(settings, JSON.stringify({ 'default-address-pools': [{ base, size: 26 }] }))
  const folders = { 'data-root': 'data', 'exec-root': 'exec', pidfile: 'docker.pid' }
  const { stop } = keepRunning(
    [
      'dockerd',
      ...Object.entries(folders).map(([name, value]) => `--${name}=${inFolder(value)}`),
      `--config-file=${settings}`,
      `--host=${host}`,
      '--bridge=none',
      '--iptables=false',
      '--ip-forward=false',
    ],
    { logFile: inFolder('dockerd.log'), remove: folder },
  )
  const run = await loadExeca()
  const docker = async (...args: readonly string[]) =>
    (await run('docker', args, { env: { DOCKER_HOST: host }, stdin: 'ignore' })).stdout
  try {
    await until('dockerd', async () => (await docker('version')) !== '', inFolder('dockerd.log'))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    host,
    folder,
    docker,
    async stop() {
      // Else the engine waits for each container to end by itself.
      const left = (await docker('ps', '--all', '--quiet')).split('\n').filter(Boolean)
      if (left.length > 0) await docker('rm', '--force', ...left)
      await stop()
    },
  }
}
