/** How a registry wants to be asked, by the header WWW-Authenticate (RFC 9110, section 11.6.1). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'bearer'
      /** Where tokens are given. */
      readonly realm: string
      readonly service: string | null
    }

/** The first challenge that a client of registries can meet; undefined where there is none. */
export function challengeIn(header: string): Challenge | undefined {
  const found: { readonly scheme: string; readonly values: Map<string, string> }[] = []
  // `Bearer realm="…",scope="…", Basic realm="…"`: a word before a space begins a challenge, one before = is a value of it.
  const pieces = header.matchAll(/([\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g)
  for (const [, word = '', quoted, plain] of pieces) {
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain
    if (value === undefined) found.push({ scheme: word.toLowerCase(), values: new Map() })
    else found.at(-1)?.values.set(word.toLowerCase(), value)
  }
  for (const { scheme, values } of found) {
    if (scheme === 'basic') return { scheme }
    const realm = values.get('realm')
    if (scheme !== 'bearer' || realm === undefined) continue
    return { scheme, realm, service: values.get('service') ?? null }
  }
  return undefined
}
