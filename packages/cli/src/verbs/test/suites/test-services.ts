import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** What tests may start on their own: a container engine, or a cluster of Slurm's on this machine. */
export const testServices = ['containers', 'slurm'] as const

/** One of them. */
export type TestService = (typeof testServices)[number]

/** A machine, as far as it decides which of them tests can start on it. */
export interface ServiceHost {
  readonly isRoot: boolean
  readonly has: (program: string) => boolean
}

/** Why this machine cannot start one of a test's own; null where it can. */
export function whyNotStarted(service: TestService, host: ServiceHost = thisHost()): string | null {
  if (!host.isRoot) return needsRoot[service]
  const { programs, packages } = needs[service]
  const missing = programs.filter((program) => !host.has(program))
  if (missing.length === 0) return null
  return `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not on this machine (Debian: ${packages})`
}

/**
 * What a test file says before its kind that it starts: `x.slurm.test.ts`, `x.containers.slurm.nightly.test.ts`; the runtime
 * `compose` needs containers.
 */
export function servicesOf(file: string): TestService[] {
  const words = path.basename(file).replace('.compose.', '.containers.').split('.')
  return testServices.filter((service) => words.includes(service))
}

export const needsRoot: Readonly<Record<TestService, string>> = {
  containers: 'needs root to start a container engine of its own',
  slurm: 'needs root to start a Slurm of its own',
}

/** Started by the tests themselves, by hand: none needs to run already. */
const needs: Readonly<
  Record<TestService, { readonly programs: readonly string[]; readonly packages: string }>
> = {
  containers: {
    programs: ['dockerd', 'docker', 'docker-compose', 'docker-registry', 'debootstrap', 'iptables'],
    packages: 'docker.io docker-compose docker-registry debootstrap iptables',
  },
  slurm: {
    programs: ['slurmctld', 'slurmd', 'munged', 'sbatch', 'squeue', 'scontrol', 'scancel'],
    packages: 'slurm-wlm munge',
  },
}

function thisHost(): ServiceHost {
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
