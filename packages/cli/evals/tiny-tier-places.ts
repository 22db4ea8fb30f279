import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { testCluster, testEngine } from '@retable/harness/testing/services'
import { stringify } from 'yaml'
import { emptyFolder } from './eval-cli.ts'

/** An engine of a test's own that programs run on, and how a test looks at what runs there. */
export interface TestPlace extends AsyncDisposable {
  /** Options of the CLI that name it. */
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Of jobs, or of servers, that run. */
  readonly running: (kind: 'job' | 'service') => Promise<readonly string[]>
  /** Kills a job’s program as no program can hinder. */
  readonly kill: (job: string) => Promise<void>
  /** What is there at all, also of what has ended. */
  readonly left: () => Promise<readonly string[]>
}

/** Containers, in an image that has nothing but Debian's Python. */
export async function containersPlace(): Promise<TestPlace> {
  const engine = await testEngine()
  const [image, digest] = engine.image.split('@')
  const pin = { image, tag: 'base', digest, python: engine.python, why: 'For tests.' }
  const settings = path.join(await emptyFolder(), 'runtime.yaml')
  await writeFile(
    path.join(path.dirname(settings), 'images.yaml'),
    stringify({ trainer: pin, vllm: { ...pin } }),
  )
  await writeFile(settings, stringify({ images: 'images.yaml' }))
  const names = async (...words: readonly string[]) =>
    linesOf(await engine.docker('ps', '--format', '{{.Names}}', ...words))
  return {
    words: ['--runtime', 'compose', '--runtime-settings', settings],
    env: { DOCKER_HOST: engine.host },
    running: (kind) => names('--filter', `label=retable.kind=${kind}`),
    kill: async (job) => void (await engine.docker('kill', job)),
    left: () => names('--all'),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  }
}

/** A cluster of two nodes, whose programs run in this machine's own Python. */
export async function slurmPlace(): Promise<TestPlace> {
  const cluster = await testCluster()
  const settings = path.join(await emptyFolder(), 'runtime.yaml')
  await writeFile(settings, stringify({ slurm: { host: '127.0.0.1' } }))
  const jobs = async (...words: readonly string[]) =>
    linesOf(await cluster.run('squeue', '--noheader', ...words)).map((line) => line.trim().split(/\s+/))
  return {
    words: ['--runtime', 'slurm', '--runtime-settings', settings],
    env: cluster.environment,
    running: async (kind) =>
      // A job’s comment begins with whose it is, and what.
      (await jobs('--states=RUNNING', '--format=%i %k'))
        .filter(([, , word]) => word === kind)
        .map(([id]) => id!),
    kill: async (job) => void (await cluster.run('scancel', '--full', '--signal=KILL', job)),
    left: async () => (await jobs('--format=%i')).flat(),
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter(Boolean)
}
