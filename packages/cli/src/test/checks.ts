import { glob, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
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
  /** Makes its results from nothing, in a store of its own; that takes longer than other checks. */
  readonly afresh?: true
  /** The command that mends what this check finds, where there is one. */
  readonly mend?: readonly string[]
}

/**
 * Type-check, lint, format, each generated file and the first seed of each record; one after the other, since each uses
 * a whole core. Of some folders only what `write` mends: their format, and what is generated of their papers.
 */
export async function runChecks(options: {
  /** Relative to the checkout; all of it if there are none. */
  readonly folders: readonly string[]
  readonly write: boolean
  readonly signal: AbortSignal
  readonly onStart: (name: string) => void
}): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const wanted = options.folders.length > 0 ? checksOf(options.folders) : await checks()
  for (const check of wanted) {
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
    ...generators.toSorted().map((file) => generated(file)),
    format('.'),
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
        afresh: true as const,
      }
    }),
  ]
}

function checksOf(folders: readonly string[]): Check[] {
  const [top, ...names] = ['reproductions', ...folders.flatMap((folder) => paperIn.exec(folder)?.[1] ?? [])]
  const hasPapers = names.length > 0 || folders.includes(top)
  return [
    ...(hasPapers
      ? [
          generated('packages/harness/generate/contradictions.ts'),
          generated('packages/harness/generate/paper-facts.ts', ...(folders.includes(top) ? [] : names)),
        ]
      : []),
    format(...folders),
  ]
}

const paperIn = /^reproductions\/([^/]+)\/?$/

function generated(file: string, ...words: readonly string[]): Check {
  const command = [path.join(root, file), ...words]
  return {
    name: `generated files current: ${[file, ...words].join(' ')}`,
    command: [...command, '--check'],
    mend: [...command, '--write'],
  }
}

function format(...folders: readonly string[]): Check {
  return {
    name: 'format',
    command: tool('prettier/bin/prettier.cjs', '--check', ...folders),
    mend: tool('prettier/bin/prettier.cjs', '--write', ...folders),
  }
}

function tool(file: string, ...words: string[]): string[] {
  return [path.join(root, 'node_modules', file), ...words]
}

async function outcomeOf(check: Check, signal: AbortSignal): Promise<Outcome> {
  const { name, before, never, command, afresh } = check
  if (before) await run(before, signal)
  const minutes = afresh ? 45 : 10
  const { exitCode, all, timedOut } = afresh
    ? await inFreshStore((env) => run(command, signal, { minutes, env }))
    : await run(command, signal, { minutes })
  const isVoid = never !== undefined && all.includes(never)
  if (exitCode === 0 && !isVoid) return { suite: name, passed: 1, failures: [], skips: [] }
  const output = all.trim() || `exit code ${exitCode}`
  if (exitCode === lacksInput) return leftOut(name, output)
  return {
    suite: name,
    passed: 0,
    failures: [timedOut ? `took over ${minutes} minutes\n${output}` : output],
    skips: [],
  }
}

/** Does work with a store that holds nothing yet and is removed afterwards. */
async function inFreshStore<T>(work: (env: { readonly RETABLE_STORE: string }) => Promise<T>): Promise<T> {
  const store = await mkdtemp(path.join(tmpdir(), 'retable-check-'))
  try {
    return await work({ RETABLE_STORE: store })
  } finally {
    await rm(store, { recursive: true, force: true })
  }
}

/** Runs a program to its end; a stop is an error once the program is gone. */
async function run(
  command: readonly string[],
  signal: AbortSignal,
  {
    minutes = 10,
    env = {},
  }: { readonly minutes?: number; readonly env?: Readonly<Record<string, string>> } = {},
) {
  const result = await execa(process.execPath, command, {
    cwd: root,
    all: true,
    reject: false,
    timeout: minutes * 60_000,
    cancelSignal: signal,
    // Lint reads Nx's project graph; a background daemon would outlive the run.
    env: { ...env, NX_DAEMON: 'false', FORCE_COLOR: '0' },
  })
  signal.throwIfAborted()
  return result
}
