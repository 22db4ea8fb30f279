import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** What tests may start on their own: a container engine, or a cluster of Slurm's on this machine. */
export const engines = ['containers', 'slurm'] as const

/** One of them. */
export type Engine = (typeof engines)[number]

/** A machine, as far as it decides which engines tests can start on it. */
export interface EngineHost {
  readonly isRoot: boolean
  readonly has: (program: string) => boolean
}

/** Why this machine cannot start an engine of a test's own; null where it can. */
export function whyNotStarted(engine: Engine, host: EngineHost = thisHost()): string | null {
  if (!host.isRoot) return needsRoot[engine]
  const { programs, packages } = needs[engine]
  const missing = programs.filter((program) => !host.has(program))
  if (missing.length === 0) return null
  return `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not on this machine (Debian: ${packages})`
}

/**
 * The engines that a test file names before its kind: `x.slurm.test.ts`, `x.containers.slurm.nightly.test.ts`; the runtime
 * `compose` needs containers.
 */
export function enginesOf(file: string): Engine[] {
  const words = path.basename(file).replace('.compose.', '.containers.').split('.')
  return engines.filter((engine) => words.includes(engine))
}

export const needsRoot: Readonly<Record<Engine, string>> = {
  containers: 'needs root to start a container engine of its own',
  slurm: 'needs root to start a Slurm of its own',
}

/** Started by the tests themselves, by hand: none needs to run already. */
const needs: Readonly<Record<Engine, { readonly programs: readonly string[]; readonly packages: string }>> = {
  containers: {
    programs: ['dockerd', 'docker', 'docker-compose', 'docker-registry', 'debootstrap', 'iptables'],
    packages: 'docker.io docker-compose docker-registry debootstrap iptables',
  },
  slurm: {
    programs: ['slurmctld', 'slurmd', 'munged', 'sbatch', 'squeue', 'scontrol', 'scancel'],
    packages: 'slurm-wlm munge',
  },
}

function thisHost(): EngineHost {
  // Programs for root stand where other users' PATH does not lead.
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin']
  return {
    isRoot: process.getuid?.() === 0,
    has: (program) => folders.some((folder) => isProgram(path.join(folder, program))),
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
