import { HarnessError } from '../errors.ts'
import { cluster } from './probes/cluster.ts'
import { containers } from './probes/containers.ts'
import { runtimesHere } from './runtimes-here.ts'

/** A busy engine, or controller, takes seconds to answer. */
const timeoutMs = 15_000

/**
 * Refuses a runtime that lacks something on this machine, before anything is fetched for it.
 *
 * @throws HarnessError `harness/runtime` with what doctor says of it
 */
export async function requireRuntime(name: string): Promise<void> {
  const probe = { compose: containers, slurm: cluster }[name]
  if (probe === undefined) return
  const found = runtimesHere(await probe({ timeoutMs })).find(({ runtime }) => runtime === name)!
  if (found.lacks === null) return
  throw new HarnessError(
    'harness/runtime',
    `--runtime ${name} ${found.lacks}; ./retable doctor tells what is here`,
    {
      kind: 'environment',
    },
  )
}
