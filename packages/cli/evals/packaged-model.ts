import { mkdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'vitest'
import { storeDirectory } from '../src/environment.ts'
import { emptyFolder, retable } from './eval-cli.ts'

/** A benchmark that asks for a number and one that asks for a letter. */
export const benchmarks = ['gsm8k', 'arc']
/** How many items of each. */
export interface Asked {
  readonly items: number
}
const wordsOf = ({ items }: Asked) => [
  ...['--model', 'smollm2-135m', '--limit', String(items), '--max-tokens', '96', '--no-probe'],
]

/** A folder with a store that has no answers, and the Python environment that is there already. */
export async function freshFolder(): Promise<string> {
  const folder = await emptyFolder()
  await mkdir(path.join(storeDirectory(), 'python'), { recursive: true })
  await mkdir(path.join(folder, 'store'))
  await symlink(path.join(storeDirectory(), 'python'), path.join(folder, 'store/python'))
  return folder
}

export function evalPackaged(
  folder: string,
  names: readonly string[],
  asked: Asked,
  ...others: readonly string[]
) {
  return retable(folder, [
    'eval',
    ...names,
    ...wordsOf(asked),
    '--out',
    path.join(folder, 'record'),
    ...others,
  ])
}

/** Each sample's text, by benchmark and item, as the store has it. */
export async function textsIn(folder: string): Promise<ReadonlyMap<string, string>> {
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
export async function descendants(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const children = text.split(' ').filter(Boolean).map(Number)
  return [...children, ...(await Promise.all(children.map(descendants))).flat()]
}

const isThere = (pid: number) => readFile(`/proc/${pid}/stat`).then(() => true, () => false) // prettier-ignore

/** Runs it, and does something to it as soon as the store has so many answers. */
async function evalDisturbed(
  folder: string,
  names: readonly string[],
  asked: Asked,
  { answers, disturb }: { readonly answers: number; readonly disturb: (pid: number) => Promise<void> },
) {
  const running = evalPackaged(folder, names, asked)
  const pid = running.pid!
  const count = () => textsIn(folder).then(({ size }) => size, () => 0) // prettier-ignore
  // A busy machine writes a few tokens a second.
  await expect.poll(count, { timeout: 400_000, interval: 100 }).toBeGreaterThanOrEqual(answers)
  await disturb(pid)
  return running
}

/**
 * Asks a packaged model, and again in another order with its server and its client killed half way: the texts are the same.
 *
 * @returns the texts of one slot
 */
export async function disturbedAndNot(asked: Asked): Promise<ReadonlyMap<string, string>> {
  const { items } = asked
  const folder = await freshFolder()
  const whole = await evalPackaged(folder, benchmarks, asked)
  expect([whole.exitCode, whole.stderr]).toEqual([0, expect.any(String)])
  const first = await textsIn(folder)
  const all = 2 * items
  expect(first.size).toBe(all)
  // Whole answers or not, they are of some length, and not one text.
  expect(new Set(first.values()).size).toBeGreaterThan(0.75 * all)

  const again = await freshFolder()
  const reversed = benchmarks.toReversed()
  const unserved = await evalDisturbed(again, reversed, asked, {
    answers: Math.floor(0.4 * items),
    disturb: async (pid) => void process.kill((await descendants(pid)).at(-1)!, 'SIGKILL'),
  })
  expect(unserved.exitCode).toBe(3)
  expect(unserved.stderr).toMatch(/\(arc: \d+ of \d+ answered and kept; the same command goes on\)$/)
  expect(unserved.stderr).toContain(` of ${items} answered`)
  let served: number[] = []
  const killed = await evalDisturbed(again, reversed, asked, {
    answers: Math.floor(1.3 * items),
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
  expect((await textsIn(again)).size).toBeLessThan(all)
  const resumed = await evalPackaged(again, reversed, asked)
  expect(resumed.exitCode).toBe(0)
  expect(resumed.stdout).toContain(`${items} answers from the store`)
  expect([...(await textsIn(again))].toSorted()).toEqual([...first].toSorted())
  return first
}
