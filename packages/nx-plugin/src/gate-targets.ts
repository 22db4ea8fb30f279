import type { TargetConfiguration } from '@nx/devkit'
import { kindOf, partOf, type TestKind } from '@retable/core/test-kinds'
import { reachable } from './arrows.ts'
import { secondsOf } from './seconds.ts'
import { typesFolder } from './tsconfig.ts'

/** What the gate's targets of a project are told from. */
export interface GateFolder {
  /** For instance `packages/stats`; `.` for what belongs to no package. */
  readonly root: string
  /** TypeScript files, relative to it. */
  readonly files: readonly string[]
  /** Whether a run of it is recorded under results/. */
  readonly isRecorded: boolean
}

type Inputs = NonNullable<TargetConfiguration['inputs']>

/**
 * The targets that `./retable test` runs of a project. Each writes its outcome to a file, which the cache keeps; what
 * failed, or could not be run on this machine, is not kept. Inputs by name stand in nx.json.
 *
 * - typecheck, lint, format: of every project
 * - generated: where it has a generate/ folder
 * - quick: where there is a recipe: it, in small
 * - remake: where a run is recorded: its first seed, from nothing, if what decides its numbers has changed
 * - test, test:golden: where it has such tests
 * - test:parity:x, test:containers:x, test:slurm:x: of each file of such tests; test:parity and so on stand for all of them
 */
export function gateTargets({ root, files, isRecorded }: GateFolder): Record<string, TargetConfiguration> {
  const gate = (target: string, description: string, inputs: Inputs): TargetConfiguration => ({
    command: `node packages/cli/src/main.ts test ${root} --only ${target}`,
    cache: true,
    inputs: [...inputs, 'runner'],
    outputs: [outcomeOf(root, target)],
    metadata: { description, seconds: secondsOf(root, target) },
  })
  // Of several projects at once: to load its tools takes longer than to check most.
  const shared = (check: string, description: string, inputs: Inputs): TargetConfiguration => {
    const { command, ...target } = gate(check, description, inputs)
    if (root === '.') return { command: command!, ...target }
    return { ...target, executor: '@retable/nx-plugin:check', options: { check, project: root } }
  }
  const ofTests = ['default', '^sources', 'reads', 'test-tools', 'machine']
  const published = [...ofTests, 'published']
  const started = [...ofTests, 'test-services']
  const ofRuns: Inputs = [
    'sources',
    '^sources',
    // The CLI runs it, by no import.
    { projects: reachable('cli').map((room) => `@retable/${room}`), input: 'sources' },
    'machine',
  ]
  // A file takes as long as all others together may: each is a target, and the kind stands for all of them.
  const fileTargets = (kind: TestKind, what: string, inputs: Inputs): Record<string, TargetConfiguration> => {
    const each = files
      .filter((file) => testKindOf(file) === kind)
      .map(
        (file) =>
          [`test:${kind}:${partOf(file)}`, gate(`test:${kind}:${partOf(file)}`, `${file}`, inputs)] as const,
      )
    if (each.length === 0) return {}
    const all: TargetConfiguration = {
      executor: 'nx:noop',
      cache: false,
      dependsOn: each.map(([name]) => name),
      metadata: { description: `Tests ${what}` },
    }
    return { ...Object.fromEntries(each), [`test:${kind}`]: all }
  }
  const has = (kind: TestKind) => files.some((file) => testKindOf(file) === kind)

  return {
    typecheck: {
      ...gate('typecheck', 'Check types', [
        'types',
        { dependentTasksOutputFiles: '**/*.d.ts', transitive: true },
      ]),
      dependsOn: ['^typecheck'],
      outputs: [outcomeOf(root, 'typecheck'), `{workspaceRoot}/${typesFolder(root)}`],
    },
    // Types come from the sources of what is imported, and the arrows from the graph of all projects.
    lint: shared('lint', 'ESLint, with the arrows between projects', ['types', '^sources', 'lint-tools']),
    format: shared('format', 'Prettier', ['{projectRoot}/**/*', 'format-tools']),
    ...(files.some((file) => /^generate\/[^/]+\.ts$/.test(file))
      ? { generated: gate('generated', 'Hold generated files to their generators', published) }
      : {}),
    ...(files.includes('recipe.ts') ? { quick: gate('quick', 'Run the recipe in small', ofRuns) } : {}),
    ...(isRecorded
      ? {
          remake: gate('remake', 'Make the first seed of what is recorded again, if its sources changed', [
            ...ofRuns,
            `{workspaceRoot}/results/${root.split('/').at(-1)}/**/*`,
            // Of at most two papers: which these are depends on what became of all of them.
            '{workspaceRoot}/results/*/*/sources.json',
            '{workspaceRoot}/reproductions/*/**/*.ts',
          ]),
        }
      : {}),
    ...(has('unit') ? { test: gate('test', 'Tests beside the code', ofTests) } : {}),
    ...(has('golden')
      ? { 'test:golden': gate('test:golden', 'Tests on published raw outputs', published) }
      : {}),
    ...fileTargets('parity', 'against peers from PyPI and npm', published),
    ...fileTargets('containers', 'that start a container engine', started),
    ...fileTargets('slurm', 'that start a Slurm', started),
  }
}

/** The kind of a test file; none for what holds no tests. */
export function testKindOf(file: string): TestKind | undefined {
  return file.endsWith('.test.ts') ? kindOf(file) : undefined
}

function outcomeOf(root: string, target: string): string {
  return `{workspaceRoot}/.retable/outcomes/${root === '.' ? 'workspace' : root}/${target.replaceAll(':', '-')}.json`
}
