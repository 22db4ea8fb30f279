import { endOfString } from '@retable/core'

/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object under a name, or an empty one. */
export function objectIn(parent: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined
  return isObject(value) ? value : {}
}

/** The list under a name, or an empty one. */
export function listIn(parent: JsonObject, name: string): readonly unknown[] {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined
  return Array.isArray(value) ? value : []
}

/** Why a line that cannot be parsed is no row, as far as its ends tell. */
export function notJson(line: string): string {
  const text = line.trim()
  if (!text.startsWith('{')) return 'is not valid JSON; a row is one whole object on one line'
  return text.endsWith('}') ? 'is not valid JSON' : 'is not valid JSON; it looks cut off'
}

/**
 * Parses JSON as Python writes it: NaN, Infinity and -Infinity, which are no JSON, come out as null.
 *
 * @throws SyntaxError
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const plain = withoutNonFinite(text)
    if (plain === text) throw error
    return JSON.parse(plain)
  }
}

function withoutNonFinite(text: string): string {
  const parts: string[] = []
  let start = 0
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]
    if (character === '"') i = endOfString(text, i)
    else if (character === 'N' || character === 'I') {
      const word = ['NaN', 'Infinity'].find((name) => text.startsWith(name, i))
      if (word === undefined) continue
      parts.push(text.slice(start, text[i - 1] === '-' ? i - 1 : i), 'null')
      start = i + word.length
      i = start - 1
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(start)
}
