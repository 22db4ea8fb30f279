import { placeLacksNow } from '../../machine/place-lacks.ts'
import { cannotRun } from '../../engines/served/cannot-run.ts'
import { openPlace } from '../../engines/served/place/open-place.ts'
import { HarnessError } from '../../errors.ts'
import { gpusFor, type ServeOptions } from './serve-here.ts'

/** Where a model of a folder or of the hub is to be served. */
export type ServedPlace = Pick<ServeOptions, 'directory' | 'runtime' | 'runtimeSettings' | 'gpus'>

/**
 * Why a model cannot be served there, as the end of a sentence; null where it can. A dry run and the start itself ask this.
 */
export async function servingLacks(options: ServedPlace): Promise<string | null> {
  const { runtime = 'local', runtimeSettings } = options
  const gpus = options.gpus ?? (await gpusFor(await openPlace(options)))
  const needed = gpus > 0 ? ({ device: 'cuda', gpus } as const) : ({ device: 'cpu' } as const)
  const [engine, place] = await Promise.all([
    cannotRun(needed, { runtime, runtimeSettings }),
    placeLacksNow(runtime, { onGpu: gpus > 0 }),
  ])
  const all = [engine ?? null, place].filter((lack) => lack !== null)
  return all.length === 0 ? null : all.join('; and ')
}

/**
 * Refuses a place at which no model could be served, before anything is fetched for it.
 *
 * @throws HarnessError `harness/runtime` with what lacks, `harness/runtime-settings`
 */
export async function requirePlace(options: ServedPlace): Promise<void> {
  const lacks = await servingLacks(options)
  if (lacks === null) return
  const message = `--runtime ${options.runtime ?? 'local'} ${lacks}; ./retable doctor tells what is here`
  throw new HarnessError('harness/runtime', message, { kind: 'environment' })
}
