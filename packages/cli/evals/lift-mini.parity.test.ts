import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { storeDirectory } from '../src/environment.ts'
import { emptyFolder, retable } from './eval-cli.ts'

/** A store without anything but the Python environments and weights that are there already. */
async function freshFolder(): Promise<string> {
  const folder = await emptyFolder()
  for (const part of ['python', 'weights']) {
    await mkdir(path.join(storeDirectory(), part), { recursive: true })
    await mkdir(path.join(folder, 'store'), { recursive: true })
    await symlink(path.join(storeDirectory(), part), path.join(folder, 'store', part))
  }
  return folder
}

interface Result {
  readonly claims: readonly { readonly claim: string; readonly verdict: string; readonly seeds: number }[]
}

test('lift on a real model, in small: two trainings, and what stands beside each share', async () => {
  const folder = await freshFolder()
  const words = ['run', 'lift', '--tier', 'mini', '--quick', '--json', '--out', path.join(folder, 'run')]
  const { stdout, stderr, exitCode } = await retable(folder, words)
  expect(exitCode, stderr).toBe(0)
  const { claims } = JSON.parse(stdout.trim().split('\n').at(-1)!) as Result
  const verdicts = Object.fromEntries(claims.map(({ claim, verdict }) => [claim, verdict]))
  for (const claim of ['C2', 'M1']) expect(verdicts[claim], claim).toBe('underpowered')
  for (const claim of ['C3', 'M3', 'M4', 'M5']) expect(verdicts[claim], claim).toBe('not tested')
  const metrics = await readFile(path.join(folder, 'run/metrics.csv'), 'utf8')
  for (const arm of ['base', 'dpo', 'lift-dpo']) {
    for (const metric of ['violation_rate', 'mean_words', 'sound', 'cut_off']) {
      expect(metrics, `${arm}, ${metric}`).toMatch(new RegExp(`^lift,mini,${arm}/limits,.*,${metric},`, 'm'))
    }
  }
  // By the hash of their content: two trainings that came to one model, or to the base, are fewer.
  const base = await readdir(path.join(folder, 'store/weights/smollm2-135m'))
  const trained = await readdir(path.join(folder, 'store/models'))
  expect(trained).toHaveLength(2)
  for (const hash of trained) expect(base).not.toContain(hash)
}, 900_000) // About a minute by itself; several times that on a busy machine.
