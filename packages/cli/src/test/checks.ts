import { glob } from 'node:fs/promises'
import path from 'node:path'
import { lacksInput } from '@retable/core/generated-file'
import { execa } from 'execa'
import { root } from '../environment.ts'
import { leftOut, type Outcome } from './outcome.ts'

/** A program that must exit with 0. */
interface Check {
  readonly name: string
  readonly command: readonly string[]
  /** A command to be run before, for what the check itself reads. */
  readonly before?: readonly string[]
  /** Text in the check's output that makes it a failure whatever its exit code. */
  readonly never?: string
  /** The command that mends what this check finds, where there is one. */
  readonly mend?: readonly string[]
}

/** Type-check, lint, format, each generated file and the first seed of each record; one after the other, since each uses a whole core. */
export async function runChecks(options: {
  readonly write: boolean
  readonly signal: AbortSignal
  readonly onStart: (name: string) => void
}): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const check of await checks()) {
    options.onStart(check.name)
    if (options.write && check.mend) await run(check.mend, options.signal)
    outcomes.push(await outcomeOf(check, options.signal))
  }
  return outcomes
}

async function checks(): Promise<Check[]> {
  const records = await Array.fromAsync(glob('results/*/*/manifest.json', { cwd: root }))
  const generators = await Array.fromAsync(glob('{packages,reproductions}/*/generate/*.ts', { cwd: root }))
  return [
    { name: 'type-check', command: tool('typescript/bin/tsc', '--project', '.', '--pretty', 'false') },
    ...generators.toSorted().map((file) => ({
      name: `generated files current: ${file}`,
      command: [path.join(root, file), '--check'],
      mend: [path.join(root, file), '--write'],
    })),
    {
      name: 'format',
      command: tool('prettier/bin/prettier.cjs', '--check', '.'),
      mend: tool('prettier/bin/prettier.cjs', '--write', '.'),
    },
    {
      name: 'lint',
      // The rule on arrows reads Nx's project graph, and passes in silence where there is none or an old one.
      before: tool('nx/dist/bin/nx.js', 'show', 'projects'),
      never: 'rule will be skipped',
      command: tool('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
    },
    ...records.toSorted().map((file) => {
      const [, paper = '', tier = ''] = file.split(path.sep)
      return {
        name: `recorded results re-made: ${paper}, ${tier}, first seed`,
        command: [path.join(root, 'packages/cli/src/main.ts'), 'run', paper, '--tier', tier, '--check'],
      }
    }),
  ]
}

function tool(file: string, ...words: string[]): string[] {
  return [path.join(root, 'node_modules', file), ...words]
}

async function outcomeOf({ name, before, never, command }: Check, signal: AbortSignal): Promise<Outcome> {
  if (before) await run(before, signal)
  const { exitCode, all, timedOut } = await run(command, signal)
  const isVoid = never !== undefined && all.includes(never)
  if (exitCode === 0 && !isVoid) return { suite: name, passed: 1, failures: [], skips: [] }
  const output = all.trim() || `exit code ${exitCode}`
  if (exitCode === lacksInput) return leftOut(name, output)
  return {
    suite: name,
    passed: 0,
    failures: [timedOut ? `took over ten minutes\n${output}` : output],
    skips: [],
  }
}

async function run(command: readonly string[], signal: AbortSignal) {
  return execa(process.execPath, command, {
    cwd: root,
    all: true,
    reject: false,
    timeout: 600_000,
    cancelSignal: signal,
    // Lint reads Nx's project graph; a background daemon would outlive the run.
    env: { NX_DAEMON: 'false', FORCE_COLOR: '0' },
  })
}
