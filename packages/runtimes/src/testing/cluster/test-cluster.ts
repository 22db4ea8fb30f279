import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { startDaemon, type Daemon } from './daemon.ts'
import { gresConf, slurmConf, type ClusterShape } from './slurm-conf.ts'

/** A real Slurm on this machine, for tests: without accounting, so that `sacct` says nothing. */
export interface TestCluster extends AsyncDisposable {
  /** What Slurm's commands need in their environment to find it. */
  readonly environment: { readonly SLURM_CONF: string }
  /** Runs one of Slurm's commands. @returns what it wrote to standard output */
  readonly run: (command: string, ...args: readonly string[]) => Promise<string>
  /** Ends a node as if it broke down, and says so to the controller. */
  readonly failNode: (name: string) => Promise<void>
  /** Starts a node again. */
  readonly startNode: (name: string) => Promise<void>
}

// Below the limit of a test’s hooks, so that the reason is told.
const readyWithinMs = 45_000

/**
 * Starts a cluster of two nodes with four GPUs each that compute nothing, in a folder of its own: munged, slurmctld and a slurmd for each node. They listen on
 * loopback, and end with this process. Needs root and the Debian packages slurm-wlm and munge.
 */
export async function testCluster(shape: Partial<ClusterShape> = {}): Promise<TestCluster> {
  const { nodes = ['n1', 'n2'], cpus = 8, maxArraySize = 1001, lines = [] } = shape
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-cluster-'))
  const conf = path.join(folder, 'slurm.conf')
  const environment = { SLURM_CONF: conf }
  const env = { PATH: `/usr/sbin:/sbin:${process.env['PATH'] ?? ''}`, HOME: folder, ...environment }
  const daemons = new Map<string, Daemon>()
  const start = async (name: string, words: readonly string[]) => {
    daemons.set(name, await startDaemon(words, { logFile: path.join(folder, `${name}.log`), env }))
  }
  const startNode = (name: string) => start(name, ['slurmd', '-D', '-N', name])
  const run = async (command: string, ...args: readonly string[]) =>
    (await promisify(execFile)(command, [...args], { env, maxBuffer: 2 ** 26 })).stdout
  async function stop(): Promise<void> {
    // Programs outlive the daemon that started them.
    await run('scancel', '--signal=KILL', '--full', '--user=root').catch(() => {})
    await run('scancel', '--user=root').catch(() => {})
    for (let tries = 0; tries < 50 && (await run('squeue', '-h').catch(() => '')) !== ''; tries++) {
      await delay(200)
    }
    for (const daemon of [...daemons.values()].reverse()) await daemon.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await mkdir(path.join(folder, 'state'))
    const [controller, ...ports] = await freePorts(nodes.length + 1)
    await writeFile(
      conf,
      slurmConf(folder, { nodes, cpus, maxArraySize, lines }, { controller: controller!, nodes: ports }),
    )
    await writeFile(path.join(folder, 'gres.conf'), gresConf(folder))
    for (const gpu of [0, 1, 2, 3]) await writeFile(path.join(folder, `gpu${gpu}`), '')
    await writeFile(path.join(folder, 'munge.key'), randomBytes(128), { mode: 0o600 })
    const files = ['key', 'socket', 'pid', 'log', 'seed'].map((kind) => `${folder}/munge.${kind}`)
    const munge = ['key-file', 'socket', 'pid-file', 'log-file', 'seed-file'].map(
      (option, index) => `--${option}=${files[index]}`,
    )
    // The folder is root's own, and so others may not look into it: the socket's folder must be open to all.
    await promisify(execFile)('chmod', ['755', folder])
    await start('munged', ['munged', '--foreground', '--force', ...munge])
    await start('slurmctld', ['slurmctld', '-D'])
    for (const name of nodes) await startNode(name)
    await untilIdle()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    environment,
    run,
    startNode,
    async failNode(name) {
      await daemons.get(name)!.kill()
      await run('scontrol', 'update', `nodename=${name}`, 'state=down', 'reason=broken')
    },
    [Symbol.asyncDispose]: stop,
  }

  async function untilIdle(): Promise<void> {
    const deadline = performance.now() + readyWithinMs
    for (;;) {
      const states = await run('sinfo', '-h', '-N', '-p', 'low', '-o', '%T').catch(String)
      if (
        states
          .trim()
          .split('\n')
          .every((state) => state === 'idle')
      )
        return
      const gone = [...daemons].find(([, daemon]) => !daemon.runs())
      if (gone !== undefined || performance.now() > deadline) {
        const [name, daemon] = gone ?? [...daemons][1]!
        throw new Error(
          `the test's cluster does not start (${states.trim()}); ${name}: ${await daemon.lastWords()}`,
        )
      }
      await delay(200)
    }
  }
}

/** Held together, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
