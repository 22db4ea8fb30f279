import path from 'node:path'
import { pythonEnvironment } from '@retable/harness'
import { execa } from 'execa'

/** What peer.py answers: numbers of each file or model, and seconds of each repeat. */
export interface Answer {
  readonly numbers: readonly (readonly (number | null)[])[]
  readonly seconds: readonly number[]
  readonly part_seconds: readonly number[]
  readonly fit_seconds: readonly number[]
}

/** The Python of requirements.lock, made on first use. */
export function peerPython(store: string): Promise<string> {
  return pythonEnvironment({
    lockFile: path.join(import.meta.dirname, 'requirements.lock'),
    directory: path.join(store, 'python'),
    minorVersion: 11,
  })
}

/** On few cores the threads of a linear algebra library wait for each other: alone it is several times faster. */
export const oneThread = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' }

export async function askPeer(python: string, job: object): Promise<Answer> {
  const { stdout } = await execa(python, [path.join(import.meta.dirname, 'peer.py')], {
    env: oneThread,
    input: JSON.stringify(job),
  })
  // Python writes a number that is none as NaN, which is no JSON.
  return JSON.parse(stdout.replaceAll('NaN', 'null')) as Answer
}
