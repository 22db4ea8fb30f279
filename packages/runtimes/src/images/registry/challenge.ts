/** How a registry wants to be asked, by the header WWW-Authenticate (RFC 9110, section 11.6.1). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'bearer'
      /** Where tokens are given. */
      readonly realm: string
      readonly service: string | null
    }

/** The challenge that a client of registries can meet, one for a token before one for a password; undefined where there is none. */
export function challengeIn(header: string): Challenge | undefined {
  const found: { readonly scheme: string; readonly values: Map<string, string> }[] = []
  // `Bearer realm="…",scope="…", Basic realm="…"`: a word before a space begins a challenge, one before = is a value of it.
  const pieces = header.matchAll(/([\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g)
  for (const [, word = '', quoted, plain] of pieces) {
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain
    if (value === undefined) found.push({ scheme: word.toLowerCase(), values: new Map() })
    else found.at(-1)?.values.set(word.toLowerCase(), value)
  }
  const bearer = found.find(({ scheme, values }) => scheme === 'bearer' && values.has('realm'))
  if (bearer !== undefined) {
    const { values } = bearer
    return { scheme: 'bearer', realm: values.get('realm')!, service: values.get('service') ?? null }
  }
  return found.some(({ scheme }) => scheme === 'basic') ? { scheme: 'basic' } : undefined
}
