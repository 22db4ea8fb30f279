import path from 'node:path'
import { root } from '../../../root.ts'
import type { Outcome } from '../outcome.ts'
import { format, lint } from './checks.ts'
import { runProgram, tool } from './program.ts'
import { runChecks } from './run-checks.ts'

/** A check that one process makes of several projects, since loading its tools takes longer than the check of most. */
export type SharedCheck = 'lint' | 'format'

/** Checks several projects in one process; if that finds more than faults of files, each in one of its own. */
export async function checkEach(
  check: SharedCheck,
  projects: readonly string[],
  signal: AbortSignal,
): Promise<Outcome[]> {
  const of = check === 'lint' ? lint : (project: string) => format([project])
  const faults = projects.length > 1 ? await faultsOf[check](projects, signal) : undefined
  if (faults === undefined) return runChecks(projects.map(of), signal)
  return projects.map((project) => {
    const own = faults.filter(({ file }) => file.startsWith(`${project}/`)).map(({ text }) => text)
    const failures = own.length > 0 ? [own.join('\n')] : []
    return { suite: of(project).suite, passed: own.length > 0 ? 0 : 1, failures, skips: [] }
  })
}

/** A fault of a file, which is named relative to the checkout. */
interface Fault {
  readonly file: string
  readonly text: string
}

type FindFaults = (projects: readonly string[], signal: AbortSignal) => Promise<readonly Fault[] | undefined>

const faultsOf: Readonly<Record<SharedCheck, FindFaults>> = {
  lint: async (projects, signal) => {
    const { never } = lint('.')
    const command = tool('eslint/bin/eslint.js', '--format', 'json', ...projects)
    const { exitCode, all, stdout } = await runProgram(command, signal)
    if (exitCode !== 0 && exitCode !== 1) return undefined
    if (never !== undefined && all.includes(never)) return undefined
    return (JSON.parse(stdout) as readonly LintedFile[]).flatMap(({ filePath, messages }) =>
      messages.map(({ line, column, message, ruleId }) => {
        const file = path.relative(root, filePath)
        return { file, text: `${file}:${line ?? 1}:${column ?? 1}: ${message} (${ruleId ?? 'no rule'})` }
      }),
    )
  },
  format: async (projects, signal) => {
    const command = tool('prettier/bin/prettier.cjs', '--list-different', ...projects)
    const { exitCode, stdout } = await runProgram(command, signal)
    if (exitCode !== 0 && exitCode !== 1) return undefined
    const files = stdout.split('\n').filter((file) => file !== '')
    return files.map((file) => ({ file, text: `${file}: is not formatted; ./retable test --write does it` }))
  },
}

/** What ESLint prints of a file, as far as it is read here. */
interface LintedFile {
  readonly filePath: string
  readonly messages: readonly {
    readonly line?: number
    readonly column?: number
    readonly message: string
    readonly ruleId: string | null
  }[]
}
