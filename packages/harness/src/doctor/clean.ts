import { HarnessError } from '../errors.ts'
import { answerOf } from '../machine/answer-of.ts'

/** What runs that were killed had left here. */
export interface Cleaned {
  /** Projects of containers that were removed. */
  readonly removed: readonly string[]
  /** Those of jobs that are still at work: whoever runs them again waits for them. */
  readonly running: readonly string[]
  /** How many services of Slurm's were ended; null where there is no Slurm here. */
  readonly services: number | null
  /** Why containers were not looked at; null where they were. */
  readonly lacks: string | null
}

/**
 * Removes containers and networks whose owner on this machine is gone, and ends services of Slurm's that such a one has
 * left; jobs that are still at work stay.
 *
 * @param limits - how long the engine may take to say that it is there
 * @throws RuntimeError where neither a container engine nor Slurm is here; HarnessError `harness/runtime` where an engine is silent
 */
export async function clean(limits: { readonly timeoutMs: number }): Promise<Cleaned> {
  const { removeStale, removeStaleServices } = await import('@retable/runtimes')
  const [containers, services] = await Promise.allSettled([
    requireAnswer(limits).then(() => removeStale()),
    removeStaleServices(),
  ])
  if (services.status === 'rejected') throw services.reason
  if (containers.status === 'fulfilled') return { ...containers.value, services: services.value, lacks: null }
  if (services.value === null) throw containers.reason
  return { removed: [], running: [], services: services.value, lacks: (containers.reason as Error).message }
}

/** An engine that hangs would hold all of it. @throws HarnessError `harness/runtime` */
async function requireAnswer({ timeoutMs }: { readonly timeoutMs: number }): Promise<void> {
  const { engineEnvironment, engineWords } = await import('@retable/runtimes')
  const { state, text } = await answerOf('docker', engineWords, timeoutMs, engineEnvironment(process.env))
  if (state !== 'silent') return
  throw new HarnessError(
    'harness/runtime',
    `${text}: restart the container engine, or give it longer (--timeout)`,
    {
      kind: 'environment',
    },
  )
}
