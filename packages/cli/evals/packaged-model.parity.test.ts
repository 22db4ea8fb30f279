import { mkdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { storeDirectory } from '../src/environment.ts'
import { emptyFolder, retable } from './eval-cli.ts'

/** 20 items each of a benchmark that asks for a number and one that asks for a letter. */
const benchmarks = ['gsm8k', 'arc']
const words = ['--model', 'smollm2-135m', '--limit', '20', '--max-tokens', '96', '--no-probe']

/** A folder with a store that has no answers, and the Python environment that is there already. */
async function freshFolder(): Promise<string> {
  const folder = await emptyFolder()
  await mkdir(path.join(storeDirectory(), 'python'), { recursive: true })
  await mkdir(path.join(folder, 'store'))
  await symlink(path.join(storeDirectory(), 'python'), path.join(folder, 'store/python'))
  return folder
}

function evalPackaged(folder: string, names: readonly string[], ...others: readonly string[]) {
  return retable(folder, ['eval', ...names, ...words, '--out', path.join(folder, 'record'), ...others])
}

/** Each sample's text, by benchmark and item, as the store has it. */
async function textsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(path.join(folder, 'store/store.sqlite'), { readOnly: true })
  try {
    const rows = database.prepare('SELECT answer FROM answers').all()
    const answers = rows.map((row) => JSON.parse(row['answer'] as string) as { id: string; text: string })
    return new Map(answers.map(({ id, text }) => [id, text]))
  } finally {
    database.close()
  }
}

/** Processes that a process has started, at all depths, the deepest last. */
async function descendants(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const children = text.split(' ').filter(Boolean).map(Number)
  return [...children, ...(await Promise.all(children.map(descendants))).flat()]
}

const isThere = (pid: number) => readFile(`/proc/${pid}/stat`).then(() => true, () => false) // prettier-ignore

/** Runs it, and does something to it as soon as the store has so many answers. */
async function evalDisturbed(
  folder: string,
  names: readonly string[],
  { answers, disturb }: { readonly answers: number; readonly disturb: (pid: number) => Promise<void> },
) {
  const running = evalPackaged(folder, names)
  const pid = running.pid!
  const count = () => textsIn(folder).then(({ size }) => size, () => 0) // prettier-ignore
  // A busy machine writes a few tokens a second.
  await expect.poll(count, { timeout: 400_000, interval: 100 }).toBeGreaterThanOrEqual(answers)
  await disturb(pid)
  return running
}

let first: ReadonlyMap<string, string>

test(
  'a packaged model gives the same texts in another order, with its server and its client killed half way',
  // It writes 40 answers of up to 96 tokens twice, on one thread: two minutes on a quiet machine, more on a busy one.
  { timeout: 900_000 },
  async () => {
    const folder = await freshFolder()
    const whole = await evalPackaged(folder, benchmarks)
    expect([whole.exitCode, whole.stderr]).toEqual([0, expect.any(String)])
    first = await textsIn(folder)
    expect(first.size).toBe(40)
    // Whole answers or not, they are of some length, and not one text.
    expect(new Set(first.values()).size).toBeGreaterThan(30)

    const again = await freshFolder()
    const reversed = benchmarks.toReversed()
    const unserved = await evalDisturbed(again, reversed, {
      answers: 8,
      disturb: async (pid) => void process.kill((await descendants(pid)).at(-1)!, 'SIGKILL'),
    })
    expect(unserved.exitCode).toBe(3)
    expect(unserved.stderr).toMatch(/\(arc: \d+ of 20 answered and kept; the same command goes on\)$/)
    let served: number[] = []
    const killed = await evalDisturbed(again, reversed, {
      answers: 26,
      disturb: async (pid) => {
        served = await descendants(pid)
        process.kill(pid, 'SIGKILL')
      },
    })
    expect(killed.signal).toBe('SIGKILL')
    // The server goes with its client.
    expect(served.length).toBeGreaterThan(0)
    await expect
      .poll(async () => (await Promise.all(served.map(isThere))).some(Boolean), { timeout: 15_000 })
      .toBe(false)
    expect((await textsIn(again)).size).toBeLessThan(40)
    const resumed = await evalPackaged(again, reversed)
    expect(resumed.exitCode).toBe(0)
    expect(resumed.stdout).toContain('20 answers from the store')
    expect([...(await textsIn(again))].toSorted()).toEqual([...first].toSorted())
  },
)

test(
  'with 8 slots every sample is asked anew, and none is taken from those of one slot',
  // As above, once.
  { timeout: 600_000 },
  async () => {
    const folder = await freshFolder()
    const { exitCode, stdout } = await evalPackaged(folder, benchmarks, '--concurrency', '8')
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('from the store')
    const texts = await textsIn(folder)
    expect([...texts.keys()].toSorted()).toEqual([...first.keys()].toSorted())
    const differing = [...texts].filter(([id, text]) => first.get(id) !== text).length
    process.stdout.write(`of 40 texts, ${differing} differ between 8 slots and 1\n`)
  },
)
