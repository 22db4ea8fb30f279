import { createHash } from 'node:crypto'

/** One text for one value: keys sorted, no spaces (as RFC 8785 for the values that JSON.stringify writes). */
export function canonicalJson(value: unknown): string {
  const pieces: string[] = []
  writeCanonical(value, (piece) => pieces.push(piece))
  return pieces.join('')
}

/**
 * sha256 of a value's canonical JSON, in lower-case hexadecimal. The text is made piece by piece and never stands in
 * memory as a whole; an iterator anywhere in the value is read to its end and counts as the array of what it gives.
 */
export function contentHash(value: unknown): string {
  const hash = createHash('sha256')
  let pending = ''
  writeCanonical(value, (piece) => {
    pending += piece
    if (pending.length < pieceSize) return
    hash.update(pending)
    pending = ''
  })
  return hash.update(pending).digest('hex')
}

/** Characters that are hashed at once: large enough for the call not to count. */
const pieceSize = 65_536

/**
 * Writes what JSON.stringify writes, with each object's keys sorted.
 *
 * @throws TypeError for a value that JSON has no text for, such as a function or a bigint
 */
function writeCanonical(value: unknown, write: (piece: string) => void): void {
  if (!writeValue(value, '', write)) throw new TypeError(`${typeof value} has no JSON text`)
}

/** Whether the value has a text; one that has none, such as undefined, writes nothing. */
function writeValue(given: unknown, key: string, write: (piece: string) => void): boolean {
  const value = hasToJson(given) ? given.toJSON(key) : given
  if (typeof value !== 'object' || value === null || isBoxed(value)) {
    // TypeScript does not tell that some values have no text.
    const text = JSON.stringify(value) as string | undefined
    if (text !== undefined) write(text)
    return text !== undefined
  }
  if (Array.isArray(value) || isIterator(value)) {
    let index = 0
    write('[')
    for (const element of value as Iterable<unknown>) {
      if (index > 0) write(',')
      if (!writeValue(element, String(index), write)) write('null')
      index += 1
    }
    write(']')
    return true
  }
  let separator = '{'
  for (const [name, inner] of sortedEntries(value)) {
    const opening = `${separator}${JSON.stringify(name)}:`
    let isOpened = false
    writeValue(inner, name, (piece) => {
      write(isOpened ? piece : opening + piece)
      isOpened = true
    })
    if (isOpened) separator = ','
  }
  write(separator === '{' ? '{}' : '}')
  return true
}

/** Own entries by key; an object made of them lists whole numbers first, and so do the hashes that are kept. */
function sortedEntries(value: object): [string, unknown][] {
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.entries(Object.fromEntries(entries))
}

function hasToJson(value: unknown): value is { toJSON: (key: string) => unknown } {
  return typeof (value as { toJSON?: unknown } | null | undefined)?.toJSON === 'function'
}

function isIterator(value: object): value is IterableIterator<unknown> {
  return typeof (value as { next?: unknown }).next === 'function' && Symbol.iterator in value
}

function isBoxed(value: object): boolean {
  return value instanceof Number || value instanceof String || value instanceof Boolean
}
