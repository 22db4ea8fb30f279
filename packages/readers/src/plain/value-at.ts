import { isObject } from '../json.ts'

/**
 * The value at a path such as `choices.0.message.content`: names of fields, and places in lists, from 0, or from the
 * end with -1. A field whose own name has dots counts before a path.
 */
export function valueAt(value: unknown, path: string): unknown {
  const own = memberOf(value, path)
  if (own !== undefined) return own
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const inner = memberOf(value, path.slice(0, dot))
    if (inner !== undefined) return valueAt(inner, path.slice(dot + 1))
  }
  return undefined
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return /^-?\d{1,9}$/.test(name) ? (value.at(Number(name)) as unknown) : undefined
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
