import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
import { experimentTag, paperTag, reachable, roomTag } from './arrows.ts'

/** What a project's folder holds, as paths relative to it. */
export interface ProjectFolder {
  /** For instance `packages/stats`. */
  readonly root: string
  readonly files: readonly string[]
}

/** What is told of a project. */
export type Inferred = Required<Pick<ProjectConfiguration, 'tags' | 'targets'>>

/**
 * The tags and targets of a project, told from where it lies and the files in it:
 *
 * - packages/x: `test` where it has tests; `replay` where it has benchmarks
 * - reproductions/x: `test`; `record` where it has a recipe.ts or a replay.ts; `replay` where it has a replay.ts, `check`
 *   where it has relations.ts
 * - experiments/x: `bench` where it has a bench.ts; timings are never cached
 */
export function inferProject({ root, files }: ProjectFolder): Inferred {
  const [top = '', name = ''] = root.split('/')
  const targets: Record<string, TargetConfiguration> = {}
  if (files.some((file) => file.endsWith('.test.ts'))) {
    // Golden and parity tests read what lies outside the checkout, or are left out without it: they always run.
    const isSelfContained = !files.some((file) => /\.(golden|parity)\.test\.ts$/.test(file))
    targets['test'] = { ...cached(`test ${root}`, `Tests of ${name}`), cache: isSelfContained }
  }
  if (top === 'packages') {
    const benchmarks = files
      .filter((file) => /^[^/]+\/benchmark\.ts$/.test(file))
      .map((file) => file.split('/')[0])
    if (benchmarks.length > 0) {
      targets['replay'] = cached(`replay ${benchmarks.join(' ')}`, 'Recompute published leaderboards')
    }
    return { tags: [roomTag(name)], targets }
  }
  if (top === 'reproductions') {
    const recorded = [
      ...(files.includes('recipe.ts') ? [`node packages/cli/src/main.ts run ${name} --record`] : []),
      ...(files.includes('replay.ts')
        ? [`node packages/harness/generate/paper-facts.ts ${name} --write`]
        : []),
    ]
    if (recorded.length > 0) {
      targets['record'] = {
        command: recorded.join(' && '),
        cache: false,
        parallelism: false,
        metadata: { description: 'Run the recorded seeds, recompute what can be, and write results/' },
      }
    }
    if (files.includes('replay.ts')) {
      targets['replay'] = cached(`replay ${name}`, 'Recompute what released raw outputs allow')
    }
    if (files.includes('relations.ts')) {
      targets['check'] = cached(`check ${name}`, 'Hold reported cells against each other')
    }
    return { tags: [paperTag], targets }
  }
  if (files.includes('bench.ts')) {
    targets['bench'] = {
      command: `node ${root}/bench.ts`,
      cache: false,
      parallelism: false,
      metadata: { description: `Benchmark ${name}` },
    }
  }
  return { tags: [experimentTag], targets }
}

/**
 * A target that prints the same for the same inputs: its own files, those of what it imports, the CLI that runs it,
 * and where published files come from. It leaves no files.
 */
function cached(words: string, description: string): TargetConfiguration {
  return {
    command: `node packages/cli/src/main.ts ${words}`,
    cache: true,
    inputs: [
      'default',
      '^default',
      { projects: reachable('cli').map((room) => `@retable/${room}`), input: 'default' },
      { env: 'RETABLE_MIRROR' },
      { env: 'CI' },
    ],
    outputs: [],
    metadata: { description },
  }
}
