import { type GenericSchema, type InferOutput } from 'valibot'
import { firstFault } from './first-fault.ts'

/**
 * An engine's settings, held to its schema.
 *
 * @throws Error with a sentence that names a wrong setting
 */
export function settingsIn<const S extends GenericSchema>(schema: S, given: unknown): InferOutput<S> {
  const fault = firstFault(schema, given)
  if (fault === undefined) return given
  throw new Error(`"${fault.at}" has to be ${fault.wanted}`)
}
