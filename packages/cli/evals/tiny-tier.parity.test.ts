import { glob, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { storeDirectory } from '../src/environment.ts'
import { emptyFolder, retable } from './eval-cli.ts'

// The whole recipe of a paper on a tiny Llama that real programs train and serve: two iterations, and the other arms.
const words = ['run', 'iterative-rpo', '--tier', 'tiny', '--runtime', 'local', '--seed', '1', '--out', 'out']

/** A folder with an empty store, and the Python environments that are there already. */
async function freshFolder(): Promise<string> {
  const folder = await emptyFolder()
  const environments = path.join(storeDirectory(), 'python')
  await mkdir(environments, { recursive: true })
  await mkdir(path.join(folder, 'store'))
  await symlink(environments, path.join(folder, 'store/python'))
  return folder
}

/** Whether a process of this machine still has to do with a folder: by its words, or by where it works. */
async function usersOf(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes(folder)) found.push(command.replaceAll('\0', ' '))
  }
  return found
}

/** Runs until something is so, and kills the process as no program can hinder: what it started has to end by itself. */
async function killedWhen(folder: string, isSo: () => Promise<boolean>): Promise<void> {
  const running = retable(folder, words)
  await expect.poll(isSo, { timeout: 600_000, interval: 50 }).toBe(true)
  running.kill('SIGKILL')
  expect((await running).signal).toBe('SIGKILL')
  // A trainer has 20 s for its checkpoint.
  await expect.poll(() => usersOf(folder), { timeout: 40_000, interval: 200 }).toEqual([])
}

/** Whether some training under way has come as far. */
async function isTraining(folder: string, step: number, kind: 'sft' | 'dpo'): Promise<boolean> {
  const files = await Array.fromAsync(glob('store/work/*/metrics.ndjson', { cwd: folder }))
  for (const file of files) {
    const job = path.join(folder, path.dirname(file))
    const { loss } = JSON.parse(await text(job, 'job.json')) as { readonly loss?: { readonly kind: string } }
    const isDone = (await readdir(job).catch(() => ['result.json'])).includes('result.json')
    if (loss?.kind === kind && !isDone && (await text(folder, file)).split('\n').length > step) return true
  }
  return false
}

async function samplesIn(folder: string): Promise<number> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(path.join(folder, 'store/store.sqlite'), { readOnly: true })
  try {
    return database.prepare('SELECT count(*) AS samples FROM samples').get()?.['samples'] as number
  } catch {
    // Its tables are not made yet.
    return 0
  } finally {
    database.close()
  }
}

const text = (folder: string, file: string) => readFile(path.join(folder, file), 'utf8').catch(() => '{}')

/** All that a run measured, learnt from, and made. */
async function outcome(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const names = ['manifest.json', 'results.json', 'metrics.csv', 'scores.jsonl']
  const files = await Promise.all(
    names.map(async (name) => [name, await text(folder, `out/${name}`)] as const),
  )
  const models = (await readdir(path.join(folder, 'store/models'))).toSorted()
  return { ...Object.fromEntries(files), models }
}

let killed: Readonly<Record<string, unknown>> | undefined

test(
  'killed in training and in serving, the same command goes on to the end; nothing is left running',
  { timeout: 1_800_000 },
  async () => {
    const folder = await freshFolder()
    await killedWhen(folder, () => isTraining(folder, 40, 'sft'))
    await killedWhen(folder, async () => (await samplesIn(folder).catch(() => 0)) >= 60)
    await killedWhen(folder, () => isTraining(folder, 2, 'dpo'))
    const { exitCode, stdout, stderr } = await retable(folder, words)
    expect([exitCode, stderr.split('\n').at(-1)]).toEqual([0, expect.not.stringContaining('retable:')])
    expect(stdout).toContain('This tier is for tests')
    expect(await usersOf(folder)).toEqual([])
    // The training that was cut went on, and did not begin again.
    expect((await readdir(path.join(folder, 'store/work'))).toSorted()).toEqual([])
    killed = await outcome(folder)
  },
)

test(
  'it is what a run gives that nobody disturbed, and each step of the recipe had something to do',
  { timeout: 1_800_000 },
  async () => {
    const folder = await freshFolder()
    expect((await retable(folder, words)).exitCode).toBe(0)
    const whole = await outcome(folder)
    expect(killed).toEqual(whole)
    // The base and ten trainings, none of them with nothing to learn.
    expect(whole['models']).toHaveLength(11)

    const { results } = JSON.parse(whole['results.json'] as string) as RunResults
    const { settings } = results[0]!
    const accuracies = settings.flatMap(({ measurements }) =>
      measurements.filter(({ name }) => name === 'accuracy').map(({ value }) => value),
    )
    expect(accuracies).toHaveLength(11)
    for (const value of accuracies) expect(value > 0 && value < 1).toBe(true)
    for (const name of ['rpo/iteration 1', 'rpo/iteration 2']) {
      const { measurements } = settings.find(({ setting }) => setting === name)!
      const pairs = measurements.find((one) => one.name === 'pairs')!
      expect(pairs.n * pairs.value, name).toBeGreaterThanOrEqual(20)
    }
  },
)

interface RunResults {
  readonly results: readonly {
    readonly settings: readonly {
      readonly setting: string
      readonly measurements: readonly { readonly name: string; readonly value: number; readonly n: number }[]
    }[]
  }[]
}
