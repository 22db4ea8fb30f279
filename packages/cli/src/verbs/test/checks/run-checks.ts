import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lacksInput } from '@retable/core/generated-file'
import { generated, generatorsIn, format, type Check } from './checks.ts'
import { leftOut, type Outcome } from '../outcome.ts'
import { runProgram } from './program.ts'
import { say } from '../say.ts'

/** Runs checks one after the other. */
export async function runChecks(checks: readonly Check[], signal: AbortSignal): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const check of checks) outcomes.push(await outcomeOf(check, signal))
  return outcomes
}

/** Brings up to date what checks would find: generated files first, then the format of everything. */
export async function mend(checks: readonly Check[], signal: AbortSignal): Promise<void> {
  for (const { suite, mend } of checks) {
    if (mend === undefined) continue
    say(suite)
    await runProgram(mend, signal)
  }
}

/** What `--write` renews: of the whole checkout, or of folders their format and what is generated of papers in them. */
export async function renewable(folders: readonly string[]): Promise<Check[]> {
  if (folders.length === 0) {
    return [...(await generatorsIn('{packages,reproductions}/*')), format(['.'], { all: true })]
  }
  const [top, ...names] = ['reproductions', ...folders.flatMap((folder) => paperIn.exec(folder)?.[1] ?? [])]
  const hasPapers = names.length > 0 || folders.includes(top)
  return [
    ...(hasPapers
      ? [
          generated('packages/nx-plugin/generate/tsconfigs.ts'),
          generated('packages/cli/generate/contradictions.ts'),
          generated('packages/cli/generate/paper-facts.ts', ...(folders.includes(top) ? [] : names)),
        ]
      : []),
    format(folders, { all: true }),
  ]
}

const paperIn = /^reproductions\/([^/]+)\/?$/

async function outcomeOf(check: Check, signal: AbortSignal): Promise<Outcome> {
  const { suite, before, never, command, afresh, minutes = 10 } = check
  if (typeof before === 'function') await before()
  else if (before) await runProgram(before, signal)
  const { exitCode, all, timedOut } = afresh
    ? await inFreshStore((env) => runProgram(command, signal, { minutes, env }))
    : await runProgram(command, signal, { minutes })
  const isVoid = never !== undefined && all.includes(never)
  if (exitCode === 0 && !isVoid) return { suite, passed: 1, failures: [], skips: [] }
  const output = all.trim() || `exit code ${exitCode}`
  if (exitCode === lacksInput) return leftOut(suite, output)
  return {
    suite,
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
