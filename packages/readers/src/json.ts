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
