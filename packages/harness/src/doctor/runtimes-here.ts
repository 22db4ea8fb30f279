import type { Finding } from './finding.ts'

/** A runtime on this machine. */
export interface RuntimeHere {
  readonly runtime: 'local' | 'compose' | 'slurm'
  /** Why no program can run there, as the end of a sentence that begins with its name; null where they can. */
  readonly lacks: string | null
  /** The same of a program that needs a GPU there. */
  readonly lacksForGpus: string | null
}

/**
 * What the runtimes lack on this machine. That programs lack something there, such as memory or Python, is for the engine
 * to say.
 */
export function runtimesHere(findings: readonly Finding[]): readonly RuntimeHere[] {
  const lackOf = (id: string) => {
    const finding = findings.find((one) => one.id === id)
    // What nobody has looked for lacks nothing that is known.
    return finding === undefined || finding.isThere ? null : finding.text
  }
  const needs = (what: string, id: string) => {
    const lack = lackOf(id)
    return lack === null ? null : `needs ${what}: ${lack}`
  }
  const compose = needs('a container engine', 'engine') ?? needs('docker compose', 'compose')
  const slurm = needs('Slurm', 'slurm')
  return [
    { runtime: 'local', lacks: null, lacksForGpus: null },
    {
      runtime: 'compose',
      lacks: compose,
      lacksForGpus: compose ?? needs('NVIDIA’s container toolkit for a GPU', 'toolkit'),
    },
    // The nodes are other machines: Slurm says itself what they cannot give.
    { runtime: 'slurm', lacks: slurm, lacksForGpus: slurm },
  ]
}
