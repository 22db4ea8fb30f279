import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A GPU of this machine. */
export interface Gpu {
  readonly name: string
  /** Bytes. */
  readonly memory: number
}

let found: Promise<readonly Gpu[]> | undefined

/**
 * The GPUs of this machine, as the NVIDIA driver's own program tells; none where there is no such program. It is asked once:
 * a driver that has slept takes seconds to answer.
 */
export function gpusHere(program?: string): Promise<readonly Gpu[]> {
  return program === undefined ? (found ??= listed('nvidia-smi')) : listed(program)
}

async function listed(program: string): Promise<readonly Gpu[]> {
  const query = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits']
  try {
    const { stdout } = await promisify(execFile)(program, query, { timeout: 10_000 })
    return stdout
      .split('\n')
      .map((line) => /^(.*),\s*(\d+)\s*$/.exec(line))
      .flatMap((found) => (found === null ? [] : [{ name: found[1]!, memory: Number(found[2]) * 2 ** 20 }]))
  } catch {
    return []
  }
}
