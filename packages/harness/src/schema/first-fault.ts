import { safeParse, type GenericSchema } from 'valibot'

/** Where a value is not as its schema wants it. */
export interface Fault {
  /** For instance `variants[0].grade`; `value` where it is all of it. */
  readonly at: string
  /** For instance `a function`. */
  readonly wanted: string
}

/** The first fault of a value that no compiler need have checked; what throws when it is read has one too. */
export function firstFault(schema: GenericSchema, value: unknown): Fault | undefined {
  try {
    const [issue] = safeParse(schema, value, { abortEarly: true }).issues ?? []
    return (
      issue && { at: placeOf((issue.path ?? []).map(({ key }) => key)) || 'value', wanted: issue.message }
    )
  } catch (error) {
    return { at: 'value', wanted: `a value that does not throw (${String(error)}) when it is read` }
  }
}

function placeOf(keys: readonly unknown[]): string {
  return keys
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('')
}
