import { answerMs } from '../../machine/answer-ms.ts'
import { answerOf } from '../../machine/answer-of.ts'

/** A GPU of this machine. */
export interface Gpu {
  readonly name: string
  /** Bytes. */
  readonly memory: number
}

/** What the NVIDIA driver's own program lists. */
export interface ListedGpus {
  readonly gpus: readonly Gpu[]
  /** Why there is none, in a sentence; null where there are some. */
  readonly why: string | null
}

let found: Promise<ListedGpus> | undefined

/**
 * The GPUs of this machine, as the NVIDIA driver's own program tells; none where there is no such program. It is asked once:
 * a driver that has slept takes seconds to answer.
 */
export async function gpusHere(program?: string): Promise<readonly Gpu[]> {
  return (await listedGpus(program)).gpus
}

/** The same, and why there are none. */
export function listedGpus(program?: string): Promise<ListedGpus> {
  return program === undefined ? (found ??= listed('nvidia-smi')) : listed(program)
}

async function listed(program: string): Promise<ListedGpus> {
  const query = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits']
  const { state, text } = await answerOf(program, query, answerMs)
  if (state !== 'answered') return { gpus: [], why: text }
  const gpus = text
    .split('\n')
    .map((line) => /^(.*),\s*(\d+)\s*$/.exec(line))
    .flatMap((found) => (found === null ? [] : [{ name: found[1]!, memory: Number(found[2]) * 2 ** 20 }]))
  return { gpus, why: gpus.length === 0 ? 'nvidia-smi knows none' : null }
}
