import { glob, rm } from 'node:fs/promises'
import path from 'node:path'
import type { RecordPlace } from '@retable/harness/runs'
import { root } from '../../../root.ts'
import { tool } from './program.ts'

/** A program that must exit with 0. */
export interface Check {
  /** Checks of one kind count together. */
  readonly suite: string
  readonly command: readonly string[]
  /** Done first, for what the check itself reads or leaves. */
  readonly before?: readonly string[] | (() => Promise<void>)
  /** Text in the check's output that makes it a failure whatever its exit code. */
  readonly never?: string
  /** Makes its results from nothing, in a store of its own; that takes longer than other checks. */
  readonly afresh?: true
  /** How long it may take; ten minutes if left out. */
  readonly minutes?: number
  /** The command that mends what this check finds, where there is one. */
  readonly mend?: readonly string[]
}

/** Type-checks one project; its declarations are written for the check of those that use it. */
export function typecheck(project: string): Check {
  const types = path.join(root, '.retable/types', project === '.' ? 'workspace' : project)
  return {
    suite: 'type-check',
    // A declaration whose source is gone must not stay.
    before: () => rm(types, { recursive: true, force: true }),
    command: tool('typescript/bin/tsc', '--project', project, '--pretty', 'false'),
  }
}

/** Lints one project, with the arrows between projects. */
export function lint(project: string): Check {
  const others = project === '.' ? ['--ignore-pattern', `${everyProject}/**`] : []
  return {
    suite: 'lint',
    // The rule on arrows reads Nx's project graph, and passes in silence where there is none or an old one; as a target
    // of Nx the check comes after it was made.
    ...(process.env['NX_TASK_TARGET_TARGET']
      ? {}
      : { before: tool('nx/dist/bin/nx.js', 'show', 'projects') }),
    never: 'rule will be skipped',
    command: tool('eslint/bin/eslint.js', '--max-warnings', '0', project, ...others),
  }
}

/** Checks the format of folders; the checkout itself stands for what belongs to no project, unless all is wanted. */
export function format(folders: readonly string[], options: { readonly all?: boolean } = {}): Check {
  const words = folders.includes('.') && options.all !== true ? [...folders, `!${everyProject}/**`] : folders
  return {
    suite: 'format',
    command: tool('prettier/bin/prettier.cjs', '--check', ...words),
    mend: tool('prettier/bin/prettier.cjs', '--write', ...words),
  }
}

/** Where projects stand. */
const everyProject = '{packages,experiments,reproductions}/*'

/** Holds what one generator writes, of papers where some are named, to what it would write now. */
export function generated(file: string, ...words: readonly string[]): Check {
  const command = [path.join(root, file), ...words]
  return {
    suite: `generated files current: ${[file, ...words].join(' ')}`,
    command: [...command, '--check'],
    mend: [...command, '--write'],
  }
}

/** The generators of a project, or of all that a pattern names. */
export async function generatorsIn(project: string): Promise<Check[]> {
  const files = await Array.fromAsync(glob(`${project}/generate/*.ts`, { cwd: root }))
  return files.toSorted().map((file) => generated(file))
}

/** Makes the first seed of a recorded tier of a paper again, in an empty store: it must give what is recorded. */
export function remake({ paper, tier, benchmark }: RecordPlace): Check {
  const choice = ['--tier', tier, ...(benchmark === undefined ? [] : ['--benchmark', benchmark])]
  return {
    suite: `recorded results re-made: ${[paper, tier, ...(benchmark === undefined ? [] : [benchmark])].join(', ')}, first seed`,
    command: [path.join(root, 'packages/cli/src/main.ts'), 'run', paper, ...choice, '--check'],
    afresh: true,
    minutes: 45,
  }
}

/** Runs a paper's recipe in small, in an empty store. */
export function quick(project: string): Check {
  const paper = path.basename(project)
  return {
    suite: 'recipes in small',
    command: [path.join(root, 'packages/cli/src/main.ts'), 'run', paper, '--quick'],
    afresh: true,
    minutes: 20,
  }
}
