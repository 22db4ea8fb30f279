type Row = Readonly<Record<string, unknown>>

/** Whom a file names: the models whose answers are judged, and the judges. */
export interface Named {
  readonly models: readonly string[]
  readonly judges: readonly string[]
}

/**
 * The names in the given fields of rows, each once, in the file's order. Of a list, as FastChat writes a judge and its
 * prompt, the first is the name.
 */
export function namedIn(
  rows: readonly Row[],
  { models = [], judges = [] }: { readonly models?: readonly string[]; readonly judges?: readonly string[] },
): Named {
  const names = (fields: readonly string[]) => {
    const found = new Set<string>()
    for (const row of rows) {
      for (const field of fields) {
        const value = row[field]
        const name: unknown = Array.isArray(value) ? value[0] : value
        if (typeof name === 'string' && name !== '') found.add(name)
      }
    }
    return [...found]
  }
  return { models: names(models), judges: names(judges) }
}
