import { createHash } from 'node:crypto'

/** One text for one value: keys sorted, no spaces (as RFC 8785 for the values that JSON.stringify writes). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    const entries = Object.entries(inner as Record<string, unknown>)
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** sha256 of a value's canonical JSON, in lower-case hexadecimal. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}
