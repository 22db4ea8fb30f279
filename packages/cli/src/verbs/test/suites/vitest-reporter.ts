import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Reporter, TestModule, SerializedError } from 'vitest/node'
import { linePrefix } from '../say.ts'

/** One test file's tests, as the reporter hands them over. */
export interface ReportedFile {
  /** Relative to the checkout. */
  readonly file: string
  readonly passed: number
  readonly failures: readonly { readonly name: string; readonly message: string }[]
  readonly skips: readonly { readonly name: string; readonly reason: string }[]
}

/** Stands for a file where an error came from none. */
export const outsideFiles = '(run)'

/** Writes what Vitest found to the file named in RETABLE_TEST_REPORT, and a line a test file to standard error. */
export default class JsonReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    process.stderr.write(`${linePrefix()}tested ${relative(module)}\n`)
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const files = modules.map(reportOf).toSorted((a, b) => (a.file < b.file ? -1 : 1))
    const failures = unhandled.map((error) => ({ name: 'outside any test', message: textOf(error) }))
    const outside = failures.length > 0 ? [{ file: outsideFiles, passed: 0, failures, skips: [] }] : []
    writeFileSync(process.env['RETABLE_TEST_REPORT'] ?? '', JSON.stringify([...files, ...outside]))
  }
}

function reportOf(module: TestModule): ReportedFile {
  const failures = module.errors().map((error) => ({ name: 'the file itself', message: textOf(error) }))
  // Errors of hooks such as beforeAll belong to no test.
  for (const suite of module.children.allSuites()) {
    for (const error of suite.errors()) failures.push({ name: suite.fullName, message: textOf(error) })
  }
  const skips: { name: string; reason: string }[] = []
  const unended: string[] = []
  let passed = 0
  for (const test of module.children.allTests()) {
    const result = test.result()
    if (result.state === 'passed') passed += 1
    else if (result.state === 'failed') {
      failures.push({ name: test.fullName, message: (result.errors ?? []).map(textOf).join('\n') })
    } else if (result.state === 'pending') unended.push(test.fullName)
    else {
      const note = result.state === 'skipped' ? result.note : undefined
      skips.push({ name: test.fullName, reason: note ?? 'no reason given' })
    }
  }
  if (unended.length > 0) {
    // Its process was ended, as that of a test which never yields is.
    failures.push({
      name: 'the file itself',
      message: `it ended before its tests did: ${unended.join(', ')}`,
    })
  }
  return { file: relative(module), passed, failures, skips }
}

function relative(module: TestModule): string {
  return path.relative(process.cwd(), module.moduleId)
}

function textOf(error: { message?: string; stack?: string; diff?: string }): string {
  return [error.message, error.diff, error.stack?.split('\n').slice(0, 8).join('\n')]
    .filter((part) => part !== undefined && part !== '')
    .join('\n')
}
