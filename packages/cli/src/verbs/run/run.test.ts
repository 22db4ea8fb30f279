import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { randomStream } from '@retable/core'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')
const paper = path.join(import.meta.dirname, '../../fixtures/small-paper')
/** All that two runs of the same thing have in common. */
const files = ['manifest.json', 'metrics.csv', 'results.json', 'diff.csv', 'claims.csv', 'scores.jsonl']
/** Training samples, and greedy and voting samples of the evaluations. */
const allSamples = 200 * 4 + 100 + 50 * 4 + 100
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-run-'))
})
afterAll(() => rm(directory, { recursive: true }))

function retable(store: string, ...words: string[]) {
  return execa(process.execPath, [main, ...words], {
    cwd: directory,
    reject: false,
    env: { RETABLE_STORE: path.join(directory, store) },
  })
}

async function contents(folder: string): Promise<string[]> {
  return Promise.all(files.map((file) => readFile(path.join(directory, folder, file), 'utf8')))
}

interface Result {
  readonly kind: string
  readonly claims?: readonly { readonly claim: string }[]
}

test(
  'killed at ten moments, a run goes on to the same bytes and draws no sample twice',
  // Models are trained, by commands that are killed and go on.
  { timeout: 600_000 },
  async () => {
    const start = performance.now()
    const whole = await retable('whole', 'run', paper, '--out', 'whole-run')
    const duration = performance.now() - start
    expect(whole.exitCode).toBe(0)
    expect(whole.stdout).toContain('C1')
    const expected = await contents('whole-run')

    const seed = Math.floor(Math.random() * 2 ** 32)
    const random = randomStream('kill moments', seed)
    const moments = Array.from({ length: 10 }, () => Math.round(random() * duration))
    console.log(`moments of SIGKILL from seed ${seed}, in ms: ${moments.join(', ')}`)
    for (const moment of moments) {
      const running = retable('killed', 'run', paper, '--out', 'killed-run')
      await Promise.race([delay(moment), running])
      running.kill('SIGKILL')
      await running
    }
    const database = new DatabaseSync(path.join(directory, 'killed/store.sqlite'), { readOnly: true })
    const kept = database.prepare('SELECT count(*) AS samples FROM samples').get()?.['samples'] as number
    database.close()
    // One of those before may have been finished, and its folder is left as it is: this one has its own.
    expect((await retable('killed', 'run', paper, '--out', 'last-run')).exitCode).toBe(0)
    expect(await contents('last-run')).toEqual(expected)

    // What was kept before the last kill is not drawn again, and what was not is drawn once.
    const facts = JSON.parse(await readFile(path.join(directory, 'last-run/run.json'), 'utf8')) as {
      samples: { drawn: number; reused: number }
    }
    expect(facts.samples).toEqual({ drawn: allSamples - kept, reused: kept })
    expect((await retable('killed', 'run', paper, '--out', 'killed-run')).exitCode).toBe(0)
    expect(await contents('killed-run')).toEqual(expected)
  },
)

// The same models are trained twice.
test('the number of workers decides no byte', { timeout: 300_000 }, async () => {
  for (const workers of ['1', '2']) {
    expect(
      (await retable(`w${workers}`, 'run', paper, '--out', `w${workers}-run`, '--workers', workers)).exitCode,
    ).toBe(0)
  }
  expect(await contents('w1-run')).toEqual(await contents('w2-run'))

  // Several seeds side by side: the first is what it is alone (the fixture is the same for every seed).
  expect((await retable('w1', 'run', paper, '--out', 'seeds-run', '--seed', '1,2')).exitCode).toBe(0)
  const [header, ...rows] = (await contents('seeds-run'))[1]!.trimEnd().split('\n')
  const alone = (await contents('w1-run'))[1]!.trimEnd().split('\n')
  expect([header, ...rows.slice(0, rows.length / 2)]).toEqual(alone)
  expect(rows.slice(rows.length / 2).every((row) => row.split(',').at(-2) === '2')).toBe(true)
})

test(
  '--json is events, one a line, with the result last; Ctrl-C ends with 130',
  // Models are trained, by one command, and by another until it is stopped.
  { timeout: 300_000 },
  async () => {
    const { stdout } = await retable('json', 'run', paper, '--json')
    const events = stdout.split('\n').map((line) => JSON.parse(line) as Result)
    expect(events.at(-1)).toMatchObject({ kind: 'result', claims: [{ claim: 'C1' }] })
    expect(new Set(events.slice(0, -1).map(({ kind }) => kind))).toEqual(
      new Set(['start', 'progress', 'done']),
    )

    const running = retable('stopped', 'run', paper, '--json')
    running.stdout.once('data', () => running.kill('SIGINT'))
    const stopped = await running
    expect(stopped.exitCode).toBe(130)
    expect(stopped.stderr).toBe(
      'stopping: what is done is kept\nretable: stopped; the same command goes on from what is kept: steps that are done, samples that were drawn, and the last checkpoint of a training',
    )
  },
)

test('a plan prints every step and runs nothing', async () => {
  const { stdout } = await retable('plan', 'plan', paper, '--json')
  const plan = JSON.parse(stdout) as { steps: { step: string; kind: string }[]; samples: number }
  expect(plan.samples).toBe(allSamples)
  expect(plan.steps.filter(({ kind }) => kind === 'train').map(({ step }) => step)).toEqual([
    'base/only',
    'second',
  ])
})

test('an --out that cannot be a folder is refused before any work', async () => {
  const file = await retable('x', 'run', paper, '--out', `${paper}/reported.csv`)
  expect(file.exitCode).toBe(2)
  expect(file.stderr).toMatch(/^retable: --out .* is a file; name a folder$/)
  const { exitCode, stderr } = await retable('x', 'run', paper, '--out', `${paper}/reported.csv/below`)
  expect(exitCode).toBe(3)
  expect(stderr).toMatch(/^retable: --out .* cannot be a folder/)
})

test('seeds that cannot be are refused, and --record where no seeds are named', async () => {
  const { exitCode, stderr } = await retable('x', 'run', paper, '--seed', '1,1')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('several different ones are needed')
  expect((await retable('x', 'run', paper, '--record')).stderr).toContain('names no seeds to record (')
  const named = await retable('x', 'run', 'lift', '--tier', 'paper', '--record')
  expect(named.stderr).toContain('lift names no seeds to record of its tier paper')
  expect((await retable('x', 'run', paper, '--record', '--quick')).exitCode).toBe(2)
  const forTests = await retable('x', 'run', 'iterative-rpo', '--record', '--tier', 'tiny')
  expect(forTests.stderr).toContain('the tier tiny is for tests: nothing of it is ever recorded')
  // What is kept beside a record was found by a check.
  expect((await retable('x', 'run', paper, '--write')).exitCode).toBe(2)
  const both = await retable('x', 'run', paper, '--record', '--check')
  expect(both.exitCode).toBe(2)
  expect(both.stderr).toContain('leave one of them out')
})

test('unknown papers and tiers are answered with what there is', async () => {
  expect((await retable('x', 'run', 'nope')).stderr).toContain('there is no paper "nope"')
  const { exitCode, stderr } = await retable('x', 'run', paper, '--tier', 'paper')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('has no recipe for the tier "paper" yet; it has: nano')
})
