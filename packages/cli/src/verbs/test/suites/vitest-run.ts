import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { kindOf, testKinds } from '@retable/core/test-kinds'
import { root } from '../../../root.ts'
import type { Outcome } from '../outcome.ts'
import { outsideFiles, type ReportedFile } from './vitest-reporter.ts'

/** Runs test files and gives one outcome a kind. */
export async function runVitest(options: {
  /** Relative to the checkout. */
  readonly files: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}): Promise<Outcome[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'retable-test-'))
  try {
    const report = path.join(scratch, 'report.json')
    const kinds = new Set(options.files.map(kindOf))
    const words = [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      `--reporter=${path.join(import.meta.dirname, 'vitest-reporter.ts')}`,
      ...options.files,
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
      const printed = `${run.stdout ?? ''}\n${run.stderr ?? ''}`.trim()
      return [
        {
          suite: outsideTests,
          passed: 0,
          failures: [`Vitest ended without a report\n${printed}`],
          skips: [],
        },
      ]
    }
    const files = JSON.parse(text) as readonly ReportedFile[]
    const outcomes = testKinds
      .filter((kind) => kinds.has(kind))
      .map((kind) =>
        outcomeOf(
          kind,
          files.filter(({ file }) => file !== outsideFiles && kindOf(file) === kind),
        ),
      )
    const outside = outcomeOf(
      outsideTests,
      files.filter(({ file }) => file === outsideFiles),
    )
    const reported = new Set(files.map(({ file }) => file))
    const missed = options.files.filter((file) => !reported.has(file))
    if (missed.length > 0) {
      return [...outcomes, { ...outside, failures: missed.map((file) => `${file}: Vitest did not run it`) }]
    }
    const failed = [...outcomes, outside].some(({ failures }) => failures.length > 0)
    if (run.exitCode !== 0 && !failed) {
      const printed = `${run.stdout}\n${run.stderr}`.trim()
      return [
        ...outcomes,
        { ...outside, failures: [`Vitest ended with ${run.exitCode} and named no failure\n${printed}`] },
      ]
    }
    return outside.failures.length > 0 ? [...outcomes, outside] : outcomes
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

const outsideTests = 'outside any test'

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
