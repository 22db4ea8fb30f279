import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runProgram, tool } from '../../checks/program.ts'
import type { ReportedFile } from '../vitest-reporter.ts'

let directory: string
beforeEach(async () => {
  directory = await realpath(await mkdtemp(path.join(tmpdir(), 'retable-watchdog-')))
})
afterEach(() => rm(directory, { recursive: true }))

const suites = path.join(import.meta.dirname, '..')

/** Runs test files with a limit of a second, and gives what is reported of each, in the order of their names. */
async function reported(files: Readonly<Record<string, string>>) {
  const config = {
    include: ['*.test.ts'],
    globals: true,
    ...{ testTimeout: 1000, hookTimeout: 1000, provide: { testLimitMs: 1000, testGraceMs: 1000 } },
    setupFiles: [path.join(suites, 'watchdog/setup.ts')],
  }
  await writeFile(
    path.join(directory, 'vitest.config.js'),
    `export default ${JSON.stringify({ test: config })}`,
  )
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(directory, name), text)
  const report = path.join(directory, 'report.json')
  const reporter = path.join(suites, 'vitest-reporter.ts')
  const words = tool('vitest/vitest.mjs', 'run', '--root', directory, '--reporter', reporter)
  const { all, exitCode, timedOut } = await runProgram(words, new AbortController().signal, {
    minutes: 2,
    env: { RETABLE_TEST_REPORT: report },
  })
  expect(timedOut).toBe(false)
  const found = JSON.parse(await readFile(report, 'utf8')) as readonly ReportedFile[]
  return { all, exitCode, of: (file: string) => found.find((one) => path.basename(one.file) === file)! }
}

const spin = 'for (;;);'

// Processes of Vitest itself, one after the other, each of which waits for its watchdog.
test('a file that never yields is ended and named, and the others run', { timeout: 180_000 }, async () => {
  const { all, exitCode, of } = await reported({
    'in-a-test.test.ts': `test('fine', () => {})\ntest('round and round', () => { ${spin} })`,
    'in-a-hook.test.ts': `beforeAll(() => { ${spin} })\ntest('never', () => {})`,
    'in-the-file.test.ts': `test('never', () => {})\n${spin}`,
    'waits.test.ts': `test('waits', () => new Promise(() => {}))`,
    'fine.test.ts': `test('fine', () => {})`,
  })
  expect(exitCode).toBe(1)
  expect(of('fine.test.ts')).toMatchObject({ passed: 1, failures: [], skips: [] })
  // What yields is Vitest's own to end.
  expect(of('waits.test.ts').failures).toMatchObject([
    { message: expect.stringContaining('timed out in 1000ms') },
  ])
  expect(of('in-a-test.test.ts').failures).toMatchObject([
    { name: 'the file itself', message: expect.stringContaining('round and round') },
  ])
  expect(all).toContain('in-a-test.test.ts: the test "round and round" has not yielded')
  expect(all).toContain('in-a-hook.test.ts has not yielded')
  expect(all).toContain('in-the-file.test.ts has not yielded')
})

test(
  'a test that names a longer limit has it, and timers that it replaces change nothing',
  // A process of Vitest itself.
  { timeout: 180_000 },
  async () => {
    const busy = (ms: number) => `const end = performance.now() + ${ms}; while (performance.now() < end);`
    const { exitCode, of } = await reported({
      'long.test.ts': `test('long', { timeout: 30_000 }, () => { ${busy(4000)} })`,
      'timers.test.ts': `test('timers', { timeout: 30_000 }, async () => {
      const wait = setTimeout
      vi.useFakeTimers()
      await new Promise((resolve) => wait(resolve, 4000))
    })`,
    })
    for (const file of ['long.test.ts', 'timers.test.ts'])
      expect(of(file)).toMatchObject({ passed: 1, failures: [] })
    expect(exitCode).toBe(0)
  },
)
