import { glob, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { root } from '../environment.ts'
import type { Outcome } from './outcome.ts'
import { outsideFiles, type ReportedFile } from './vitest-reporter.ts'

/** The kinds of tests, told apart by their file names. */
export type TestKind = 'unit' | 'golden' | 'parity'

/** The kind of a test file: `x.golden.test.ts`, `x.parity.test.ts`, else unit. */
export function kindOf(file: string): TestKind {
  if (file.endsWith('.golden.test.ts')) return 'golden'
  return file.endsWith('.parity.test.ts') ? 'parity' : 'unit'
}

/** The test files that stand in some folders of the checkout; in all folders if none is named. */
export async function testFilesIn(folders: readonly string[]): Promise<string[]> {
  const exclude = (entry: string) => path.basename(entry) === 'node_modules'
  const patterns = (folders.length > 0 ? folders : ['packages', 'experiments', 'reproductions']).map(
    (folder) => `${folder}/**/*.test.ts`,
  )
  return Array.fromAsync(glob(patterns, { cwd: root, exclude }))
}

/** Runs the test files of some kinds and gives one outcome a kind. */
export async function runVitest(options: {
  readonly kinds: ReadonlySet<TestKind>
  /** Folders to stay in; all if empty. */
  readonly folders: readonly string[]
  /** Packages whose parity tests are left out. */
  readonly withoutParity: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}): Promise<Outcome[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'retable-test-'))
  try {
    const report = path.join(scratch, 'report.json')
    const without = (['golden', 'parity'] as const).filter((kind) => !options.kinds.has(kind))
    const words = [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--passWithNoTests',
      `--reporter=${path.join(import.meta.dirname, 'vitest-reporter.ts')}`,
      ...without.map((kind) => `--exclude=**/*.${kind}.test.ts`),
      ...options.withoutParity.map((folder) => `--exclude=${folder}/**/*.parity.test.ts`),
      // Vitest filters by substring; the slash keeps `a` from meaning `a-b` too.
      ...options.folders.map((folder) => `${folder}/`),
    ]
    const run = await execa(process.execPath, words, {
      cwd: root,
      reject: false,
      stdout: 'pipe',
      stderr: ['pipe', 'inherit'],
      cancelSignal: options.signal,
      env: { ...options.env, RETABLE_TEST_REPORT: report, FORCE_COLOR: '0' },
    })
    options.signal.throwIfAborted()
    const text = await readFile(report, 'utf8').catch(() => undefined)
    if (text === undefined) {
      const said = `${run.stdout ?? ''}\n${run.stderr ?? ''}`.trim()
      return [{ suite: 'unit', passed: 0, failures: [`Vitest ended without a report\n${said}`], skips: [] }]
    }
    const files = JSON.parse(text) as readonly ReportedFile[]
    const outcomes = (['unit', 'golden', 'parity'] as const)
      .filter((kind) => options.kinds.has(kind))
      .map((kind) =>
        outcomeOf(
          kind,
          files.filter(({ file }) => file !== outsideFiles && kindOf(file) === kind),
        ),
      )
    const outside = outcomeOf(
      'outside any test',
      files.filter(({ file }) => file === outsideFiles),
    )
    const failed = [...outcomes, outside].some(({ failures }) => failures.length > 0)
    if (run.exitCode !== 0 && !failed) {
      const said = `${run.stdout}\n${run.stderr}`.trim()
      return [
        ...outcomes,
        { ...outside, failures: [`Vitest ended with ${run.exitCode} and named no failure\n${said}`] },
      ]
    }
    return outside.failures.length > 0 ? [...outcomes, outside] : outcomes
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function outcomeOf(suite: string, files: readonly ReportedFile[]): Outcome {
  return {
    suite,
    passed: files.reduce((sum, file) => sum + file.passed, 0),
    failures: files.flatMap(({ file, failures }) =>
      failures.map(({ name, message }) => `${file}: ${name}\n${message}`),
    ),
    skips: files.flatMap((file) => file.skips),
  }
}
