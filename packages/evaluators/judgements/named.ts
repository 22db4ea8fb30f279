type Row = Readonly<Record<string, unknown>>

/** Whom a file names: the models whose answers are judged, and the judges. */
export interface Named {
  readonly models: readonly string[]
  readonly judges: readonly string[]
}

/**
 * The names in the given fields of rows, each once, in the file's order. A list of names, as FastChat writes a judge and
 * its prompt, is one name.
 */
export function namedIn(
  rows: readonly Row[],
  { models = [], judges = [] }: { readonly models?: readonly string[]; readonly judges?: readonly string[] },
): Named {
  const names = (fields: readonly string[]) => [
    ...new Set(rows.flatMap((row) => fields.flatMap((field) => nameIn(row[field])))),
  ]
  return { models: names(models), judges: names(judges) }
}

function nameIn(value: unknown): string[] {
  const parts = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(
    (part) => typeof part === 'string' && part !== '',
  )
  return parts.length === 0 ? [] : [parts.join(' ')]
}
