import { noVllm } from '../engines/served/cannot-run.ts'
import type { Finding } from '../machine/finding.ts'
import { placeLacks } from '../machine/place-lacks.ts'

/** A runtime on this machine. */
export interface RuntimeHere {
  readonly runtime: 'local' | 'compose' | 'slurm'
  /** Why no program can run there, as the end of a sentence that begins with its name; null where they can. */
  readonly lacks: string | null
  /** The same of a program that needs a GPU there. */
  readonly lacksForGpus: string | null
}

/**
 * What the runtimes lack on this machine.
 *
 * @param runtimeSettings - a file with a person's settings of them
 */
export async function runtimesHere(
  findings: readonly Finding[],
  runtimeSettings?: string,
): Promise<readonly RuntimeHere[]> {
  const needs = (what: string, id: string) => {
    const finding = findings.find((one) => one.id === id)
    return finding === undefined || finding.isThere ? null : `needs ${what}: ${finding.text}`
  }
  const gpu = needs('a GPU', 'gpu')
  const vllm = async (runtime: 'local' | 'slurm') => (await noVllm(runtime, runtimeSettings)) ?? null
  const local = needs('Python', 'python')
  const compose = placeLacks('compose', findings, { onGpu: false })
  const slurm = placeLacks('slurm', findings, { onGpu: true })
  return [
    { runtime: 'local', lacks: local, lacksForGpus: local ?? gpu ?? (await vllm('local')) },
    {
      runtime: 'compose',
      lacks: compose,
      lacksForGpus: compose ?? gpu ?? placeLacks('compose', findings, { onGpu: true }),
    },
    // The nodes are other machines: Slurm says itself what they cannot give.
    { runtime: 'slurm', lacks: slurm, lacksForGpus: slurm ?? (await vllm('slurm')) },
  ]
}
