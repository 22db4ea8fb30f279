import { endOfString } from '@retable/core'

/**
 * The names of an object's own members, in order, each with the first character of its value. The object may be cut off,
 * or broken further on: what stands before that counts.
 *
 * @param text - begins with the object's `{`
 */
export function namesIn(text: string): Map<string, string> {
  const names = new Map<string, string>()
  let depth = 0
  let name: string | undefined
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]!
    if (depth === 1 && name !== undefined && !/[\s:]/.test(character)) {
      names.set(name, character)
      name = undefined
    }
    if (character === '"') {
      const end = endOfString(text, i)
      if (depth === 1 && /^\s*:/.test(text.slice(end + 1, end + 10))) name = text.slice(i + 1, end)
      i = end
    } else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') depth -= 1
    if (depth <= 0) break
  }
  return names
}
