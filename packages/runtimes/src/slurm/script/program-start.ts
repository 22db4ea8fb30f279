import { containerEnvironment } from '../../job/container-environment.ts'
import { moduleWords } from '../../job/module-words.ts'
import type { SlurmSettings } from '../slurm-settings.ts'
import { clusterLines, placeInCluster } from './cluster-lines.ts'
import { containerStart, type ContainerStart } from './container-words.ts'
import { gpuVariables } from './environment-lines.ts'
import type { ScriptedProgram } from './program-script.ts'
import { rayProgram } from './ray-program.ts'
import { placeAmongProcesses, startLines } from './start-lines.ts'

/** Cores of each task. */
export function cpusOf({ threads }: ScriptedProgram, settings: SlurmSettings): number {
  return Math.max(settings.cpus ?? 1, threads)
}

/** Tasks of each node: of several processes each has one GPU, unless a launcher or a server starts them. */
export function tasksOf({ nodes, gpus, launcher, isServer = false }: ScriptedProgram): number {
  return nodes > 1 && launcher === undefined && !isServer ? Math.max(1, gpus) : 1
}

/**
 * How a program is started: by itself, in several processes, or as a server over several nodes; in a container or in none.
 *
 * @param variables - that it sees
 * @returns the script's last lines, and variables that it needs beside those
 */
export function programStart(
  of: ScriptedProgram,
  variables: Readonly<Record<string, string>>,
  settings: SlurmSettings,
): { readonly lines: readonly string[]; readonly environment: Readonly<Record<string, string>> } {
  const { program, launcher, args, nodes, gpus } = of
  // Unbuffered, so that what it writes is seen when it writes it.
  const python = [of.python, '-s', '-P', '-u']
  const own = [...python, ...moduleWords({ launcher, module: program.module, args })]
  const cpus = cpusOf(of, settings)
  const isSpread = nodes > 1 && of.isServer === true
  const words = isSpread ? ['sh', '-c', rayProgram({ nodes, gpus, cpus }), 'sh', ...own] : own
  const { environment, hasScratch, ...start } = contained(of, { words, variables, isSpread }, settings)
  const prefix = settings.container?.kind === 'apptainer' ? 'APPTAINERENV_' : ''
  const lines = isSpread
    ? clusterLines({ ...start, hasScratch, prefix, nodes, cpus })
    : startLines({
        ...start,
        prefix,
        nodes,
        cpus,
        tasksPerNode: tasksOf(of),
        launches: launcher !== undefined,
      })
  return { lines, environment }
}

function contained(
  { program, folder, reads = [], nodes, gpus }: ScriptedProgram,
  of: {
    readonly words: readonly string[]
    readonly variables: Readonly<Record<string, string>>
    readonly isSpread: boolean
  },
  { container, keep = [] }: SlurmSettings,
): ContainerStart {
  const { words, variables, isSpread } = of
  if (container === undefined) return { srun: null, words, environment: {}, lines: [] }
  return containerStart(container, {
    ...{ words, folder, gpus },
    reads: [program.folder, ...reads].filter((file) => file !== ''),
    environment: { ...containerEnvironment(folder), ...variables },
    keeps: [...gpuVariables, ...keep],
    passes: nodes === 1 ? [] : isSpread ? placeInCluster : placeAmongProcesses,
    ownScratch: isSpread,
  })
}
