import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
import { experimentTag, paperTag, reachable, roomTag, workspaceTag } from './arrows.ts'
import { gateTargets, type GateFolder } from './gate-targets.ts'
import { nightlyTargets } from './nightly-targets.ts'

/** What a project's folder holds, and what is recorded of it. */
export type ProjectFolder = GateFolder

/** What is told of a project. */
export type Inferred = Required<Pick<ProjectConfiguration, 'tags' | 'targets'>> &
  Pick<ProjectConfiguration, 'implicitDependencies'>

/**
 * The tags and targets of a project, told from where it lies and the files in it. Each has the gate's; besides them:
 *
 * - packages/x: `replay` where it has benchmarks
 * - reproductions/x: `plan` and `run` where it has a recipe.ts; `record` where it has a recipe.ts or a replay.ts; `replay` where it has a replay.ts, `check` where it
 *   has relations.ts
 * - experiments/x: `bench` where it has a bench.ts, timings are never cached
 * - all: `nightly` where something takes too long for every change; that of the checkout itself runs that of all projects
 */
export function inferProject(folder: ProjectFolder): Inferred {
  const { root, files } = folder
  const [top = '', name = ''] = root.split('/')
  const targets = { ...gateTargets(folder), ...nightlyTargets(folder) }
  if (root === '.') return { tags: [workspaceTag], targets }
  if (top === 'packages') {
    const benchmarks = files.flatMap((file) => benchmarkIn.exec(file)?.[1] ?? [])
    if (benchmarks.length > 0) {
      targets['replay'] = cached(`replay ${benchmarks.join(' ')}`, 'Recompute published leaderboards')
    }
    return { tags: [roomTag(name)], targets }
  }
  if (top === 'reproductions') {
    const recorded = [
      ...(files.includes('recipe.ts') ? [`node packages/cli/src/main.ts run ${name} --record`] : []),
      ...(files.includes('replay.ts') ? [`node packages/cli/generate/paper-facts.ts ${name} --write`] : []),
    ]
    if (files.includes('recipe.ts')) {
      targets['plan'] = {
        command: `node packages/cli/src/main.ts plan ${name}`,
        // What the store and the machine have is part of what it prints.
        cache: false,
        metadata: { description: 'Lay out the recipe with its cost; --tier and --quick are handed on' },
      }
      targets['run'] = {
        command: `node packages/cli/src/main.ts run ${name}`,
        cache: false,
        metadata: { description: 'Run the recipe; --tier, --seed, --runtime and so on are handed on' },
      }
    }
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
    // What is recorded was made by the CLI: a change of what that imports affects it.
    return {
      tags: [paperTag],
      targets,
      ...(folder.isRecorded ? { implicitDependencies: ['@retable/cli'] } : {}),
    }
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

/** A benchmark stands in a folder of its name, which may stand in `benchmarks`. */
const benchmarkIn = /^(?:benchmarks\/)?([^/]+)\/benchmark\.ts$/

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
