import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')
const paper = path.join(import.meta.dirname, '../../fixtures/small-paper')
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-run-disk-'))
  expect((await retable('run', paper, '--out', 'first')).exitCode).toBe(0)
})
afterAll(() => rm(directory, { recursive: true }))

function retable(...words: string[]) {
  return inStore('store', process.execPath, main, ...words)
}

function inStore(store: string, program: string, ...words: string[]) {
  return execa(program, words, {
    cwd: directory,
    reject: false,
    env: { RETABLE_STORE: path.join(directory, store) },
  })
}

const lastLine = (text: string) => text.split('\n').at(-1)

test('what was finished is left as it was, and its steps are said to be reused', async () => {
  const facts = await readFile(path.join(directory, 'first/run.json'), 'utf8')
  const { stdout, stderr } = await retable('run', paper, '--out', 'first')
  expect(await readFile(path.join(directory, 'first/run.json'), 'utf8')).toBe(facts)
  expect(stdout).toContain('6 of 6 steps of model work reused from the store.\n')
  expect(stdout).toContain('its files are left as they were')
  expect(stderr.split('\n').filter((line) => line.startsWith('done'))).toEqual([])
  expect(stderr).toContain('reused drawing second/greedy')

  const elsewhere = await retable('run', paper, '--out', 'second', '--json')
  const events = elsewhere.stdout.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.at(-1)).toMatchObject({ kind: 'result', written: true })
  const done = events.filter(({ kind, what }) => kind === 'done' && what === 'train')
  expect(done.map(({ reused }) => reused)).toEqual([true, true])
  const [before, after] = await Promise.all(
    ['first', 'second'].map((name) => readFile(path.join(directory, name, 'run.json'), 'utf8')),
  )
  expect(JSON.parse(before!)).toMatchObject({ samples: { reused: 0 } })
  expect(JSON.parse(after!)).toMatchObject({ samples: { drawn: 0 } })
})

test('a damaged model is set aside and made anew, to the same bytes', async () => {
  const models = path.join(directory, 'store/models')
  const names = await readdir(models)
  expect(names.length).toBeGreaterThan(1)
  const whole = await Promise.all(names.map((name) => readFile(path.join(models, name))))
  for (const [i, name] of names.entries()) {
    const bytes = Buffer.from(whole[i]!)
    bytes[bytes.length >> 1]! ^= 1
    await writeFile(path.join(models, name), bytes)
  }
  const plan = await retable('plan', paper)
  expect(plan.stdout).toContain('The store holds 0 of 6 steps of model work.')
  expect(await readdir(models)).toEqual(names)

  const { exitCode, stderr } = await retable('run', paper, '--out', 'mended')
  expect(exitCode).toBe(0)
  expect(stderr).toContain('base/only: its model in the store is damaged; it is kept as ')
  expect((await readdir(models)).toSorted()).toEqual(
    [...names, ...names.map((n) => `${n}.damaged`)].toSorted(),
  )
  expect(await Promise.all(names.map((name) => readFile(path.join(models, name))))).toEqual(whole)
  const manifests = ['first', 'mended'].map((run) =>
    readFile(path.join(directory, run, 'manifest.json'), 'utf8'),
  )
  expect((await manifests[1])!).toBe(await manifests[0])
})

test('a file that may not grow is one sentence, and the run goes on when it may', async () => {
  // The fixture's models have some 117 kB.
  const limited = [
    '-c',
    'ulimit -f 160; exec "$0" "$@"',
    process.execPath,
    main,
    'run',
    paper,
    '--out',
    'limited',
  ]
  const { exitCode, stderr } = await inStore('limited-store', 'sh', ...limited)
  expect(lastLine(stderr)).toMatch(
    /^retable: .* cannot be written: no file may grow that large there \(ulimit -f\); /,
  )
  expect(stderr).not.toContain('a fault in retable')
  expect(exitCode).toBe(3)
  expect((await retable('diff', './limited')).exitCode).toBe(2)
  const whole = await inStore('limited-store', process.execPath, main, 'run', paper, '--out', 'limited')
  expect(whole.exitCode).toBe(0)
})

test('a full disk under --out or the store is one sentence, and what is there is no finished run', async (context) => {
  const small = path.join(directory, 'small')
  await mkdir(small)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small], { stdio: 'ignore' })
  } catch {
    context.skip('needs root to mount a small file system')
  }
  try {
    await writeFile(path.join(small, 'filler'), 'x'.repeat(52 * 1024))
    const out = await retable('run', paper, '--out', 'small/run')
    expect(lastLine(out.stderr)).toMatch(
      /^retable: the run’s files cannot be written to .*: no space is left there; /,
    )
    expect(out.exitCode).toBe(3)
    const diff = await retable('diff', 'small/run')
    expect(diff.exitCode).toBe(2)
    expect(diff.stderr).toContain('it has no manifest.json')
    await rm(path.join(small, 'filler'))
    const store = await inStore('small/store', process.execPath, main, 'run', paper, '--out', 'other')
    expect(lastLine(store.stderr)).toMatch(/^retable: .*no space is left there/)
    expect(store.exitCode).toBe(3)
  } finally {
    execFileSync('umount', [small])
  }
})
