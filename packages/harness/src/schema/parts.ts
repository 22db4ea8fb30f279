import { array, custom, function_, minLength, nonEmpty, object, pipe, string } from 'valibot'
import type { GenericSchema, ObjectEntries } from 'valibot'

/** A text that is not empty. */
export const name = pipe(string('a text'), nonEmpty('a text that is not empty'))

/** A list of texts. */
export const texts = array(string('a text'), 'a list of texts')

/** A function, of whatever parameters. */
export const callable = function_('a function')

/** A list of something. */
export function listOf<const S extends GenericSchema>(element: S) {
  return array(element, 'a list')
}

/** A value that holds to a rule of its own. */
export function where(wanted: string, holds: (value: unknown) => boolean) {
  return custom<unknown>(holds, wanted)
}

/** An object of which parts are read; it may hold more. A part that lacks is told by what is wanted in its place. */
export function parts<const E extends ObjectEntries>(entries: E) {
  return object(entries, ({ path }) => {
    const missing = entries[path?.at(-1)?.key as string]
    const wanted = missing !== undefined && 'message' in missing ? missing.message : undefined
    return typeof wanted === 'string' ? wanted : 'an object'
  })
}

/** What every benchmark has, with variants that are as `variant`. */
export function benchmarkParts<const V extends GenericSchema>(variant: V) {
  return {
    id: name,
    version: name,
    variants: pipe(array(variant, 'a list of variants'), minLength(1, 'a list of at least one variant')),
    defaultVariant: name,
    leaderboards: listOf(parts({})),
  }
}

/** Whether the variant that counts where none is asked for is one of the benchmark's. */
export function hasDefaultVariant(benchmark: {
  readonly variants: readonly { readonly id: string }[]
  readonly defaultVariant: string
}): boolean {
  return benchmark.variants.some(({ id }) => id === benchmark.defaultVariant)
}
