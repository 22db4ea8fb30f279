import type { Finding } from './finding.ts'
import { answerMs } from './answer-ms.ts'
import { cluster } from './cluster.ts'
import { containers } from './containers.ts'

/**
 * What a runtime itself lacks on this machine, as the end of a sentence that begins with its name; null where nothing does.
 * That programs lack something there, such as memory, Python or GPUs, is for the engine to say; what a cluster's nodes lack,
 * for Slurm.
 */
export function placeLacks(
  runtime: string,
  findings: readonly Finding[],
  { onGpu }: { readonly onGpu: boolean },
): string | null {
  const needs = (what: string, id: string) => {
    const finding = findings.find((one) => one.id === id)
    // What nobody has looked for lacks nothing that is known.
    return finding === undefined || finding.isThere ? null : `needs ${what}: ${finding.text}`
  }
  if (runtime === 'slurm') return needs('Slurm', 'slurm')
  if (runtime !== 'compose') return null
  return (
    needs('a container engine', 'engine') ??
    needs('docker compose', 'compose') ??
    (onGpu ? needs('NVIDIA’s container toolkit for a GPU', 'toolkit') : null)
  )
}

/** The same, of what is looked for now. */
export async function placeLacksNow(
  runtime: string | undefined,
  of: { readonly onGpu: boolean },
): Promise<string | null> {
  if (runtime === 'compose') return placeLacks(runtime, await containers({ timeoutMs: answerMs }), of)
  if (runtime === 'slurm') return placeLacks(runtime, await cluster({ timeoutMs: answerMs }), of)
  return null
}
