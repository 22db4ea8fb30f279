import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { retable } from './eval-cli.ts'
import { freshFolder, isTraining, outcomeIn, samplesIn, tinyWords } from './tiny-tier.ts'

/** Processes of this machine that still have to do with a folder, by their words. */
async function usersOf(folder: string): Promise<{ readonly pid: number; readonly words: string }[]> {
  const found = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes(folder)) found.push({ pid: Number(pid), words: command.replaceAll('\0', ' ') })
  }
  return found
}

/** Runs until something is so, and kills the process as no program can hinder: what it started has to end by itself. */
async function killedWhen(folder: string, isSo: () => Promise<boolean>): Promise<void> {
  const running = retable(folder, tinyWords)
  // Up to two dozen programs start before that, in seconds each, on a busy machine in half a minute.
  await expect.poll(isSo, { timeout: 600_000, interval: 50 }).toBe(true)
  running.kill('SIGKILL')
  expect((await running).signal).toBe('SIGKILL')
  // A trainer has 20 s for its checkpoint.
  await expect.poll(() => usersOf(folder), { timeout: 40_000, interval: 200 }).toEqual([])
}

test(
  'killed in a job, in training and in serving, the same command goes on to what a run gives that nobody disturbed; nothing is left running',
  // A run starts two dozen programs: minutes on two free cores, many more on busy ones.
  { timeout: 1_800_000 },
  async () => {
    const folder = await freshFolder()
    const cut = retable(folder, tinyWords)
    // As below.
    await expect.poll(() => isTraining(folder, 20, 'sft'), { timeout: 600_000, interval: 50 }).toBe(true)
    const trainers = (await usersOf(folder)).filter(({ words }) => words.includes('retable_trainer train'))
    for (const { pid } of trainers) process.kill(pid, 'SIGKILL')
    const { exitCode: code, stderr: why } = await cut
    expect([code, why]).toEqual([3, expect.stringContaining('fresh weights failed: it was killed')])
    await killedWhen(folder, () => isTraining(folder, 40, 'sft'))
    await killedWhen(folder, async () => (await samplesIn(folder)) >= 60)
    await killedWhen(folder, () => isTraining(folder, 2, 'dpo'))
    const { exitCode, stdout, stderr } = await retable(folder, tinyWords)
    expect([exitCode, stderr.split('\n').at(-1)]).toEqual([0, expect.not.stringContaining('retable:')])
    expect(stdout).toContain('This tier is for tests')
    expect(await usersOf(folder)).toEqual([])
    // The training that was cut went on, and did not begin again.
    expect((await readdir(path.join(folder, 'store/work'))).toSorted()).toEqual([])
    const whole = await freshFolder()
    expect((await retable(whole, tinyWords)).exitCode).toBe(0)
    expect(await outcomeIn(folder)).toEqual(await outcomeIn(whole))
  },
)
