import {
  RetableError,
  type EngineChoice,
  type EngineDriver,
  type EngineOptions,
  type PreparedEngine,
} from '@retable/core'
import { HarnessError } from '../errors.ts'
import { nearestName } from '../names/nearest-name.ts'
import { registry } from './registry.generated.ts'

/** An engine that a tier names, ready to be opened. */
export type FoundEngine = PreparedEngine & Pick<EngineDriver, 'id' | 'packages'>

/** Where the programs of engines are to run. */
export type EnginePlace = Pick<EngineOptions, 'runtime'>

/**
 * Prepares the engine that a tier names.
 *
 * @throws HarnessError `harness/engine` if there is none, or a setting is wrong
 */
export async function findEngine(
  { engine, settings }: EngineChoice,
  place?: EnginePlace,
): Promise<FoundEngine> {
  const load = Object.hasOwn(registry, engine) ? registry[engine] : undefined
  if (load === undefined) {
    const known = Object.keys(registry)
    const nearest = nearestName(engine, known)
    const hint = nearest === undefined ? `there are ${known.join(', ')}` : `did you mean ${nearest}?`
    throw new HarnessError('harness/engine', `there is no engine "${engine}"; ${hint}`)
  }
  const { id, packages, prepare } = await load()
  try {
    return { id, packages, ...(await prepare(settings, place)) }
  } catch (cause) {
    // A file of a person's own says itself where it is wrong.
    if (cause instanceof RetableError) throw cause
    const message = `the settings of the engine ${id} are wrong: ${(cause as Error).message}`
    throw new HarnessError('harness/engine', message, { cause })
  }
}
