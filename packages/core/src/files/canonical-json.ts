import { createHash, hash as hashAtOnce, type Hash } from 'node:crypto'

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
  let hash: Hash | undefined
  let pending = ''
  writeCanonical(value, (piece) => {
    pending += piece
    if (pending.length < pieceSize) return
    hash ??= createHash('sha256')
    hash.update(pending)
    pending = ''
  })
  // Most texts are short, and take half the time without a state.
  return hash ? hash.update(pending).digest('hex') : hashAtOnce('sha256', pending)
}

/** Characters that are hashed at once: large enough for the call not to count. */
const pieceSize = 65_536

/**
 * Writes what JSON.stringify writes, with each object's keys sorted.
 *
 * @throws TypeError for a value that JSON has no text for, such as a function or a bigint
 */
function writeCanonical(value: unknown, write: (piece: string) => void): void {
  const given = givenBy(value, '')
  if (!hasText(given)) throw new TypeError(`${typeof value} has no JSON text`)
  writeValue(given, write)
}

/** Writes a value that has a text. */
function writeValue(value: unknown, write: (piece: string) => void): void {
  if (typeof value !== 'object' || value === null || isBoxed(value)) return write(JSON.stringify(value))
  if (Array.isArray(value) || isIterator(value)) {
    let index = 0
    write('[')
    for (const element of value as Iterable<unknown>) {
      if (index > 0) write(',')
      const given = givenBy(element, String(index))
      writeValue(hasText(given) ? given : null, write)
      index += 1
    }
    return write(']')
  }
  let separator = '{'
  for (const name of sortedKeys(value)) {
    const given = givenBy((value as Readonly<Record<string, unknown>>)[name], name)
    if (!hasText(given)) continue
    write(`${separator}${JSON.stringify(name)}:`)
    writeValue(given, write)
    separator = ','
  }
  write(separator === '{' ? '{}' : '}')
}

/** Own keys in order, whole numbers first, as an object lists them whose keys were put in in order. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value)
  const texts = keys.findIndex((key) => !isIndex(key))
  if (texts === -1) return keys
  return texts === 0 ? keys.sort() : [...keys.slice(0, texts), ...keys.slice(texts).sort()]
}

/** Whether an object lists the key among its whole numbers: from 0, below 2^32 - 1. */
function isIndex(key: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1
}

/** Undefined, functions and symbols have none. */
function hasText(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol'
}

/** The value itself, or what its `toJSON` makes of it. */
function givenBy(value: unknown, key: string): unknown {
  return hasToJson(value) ? value.toJSON(key) : value
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
