import { parsePythonJson } from './python-json.ts'
import type { PythonValue } from './python-text.ts'

/**
 * The first balanced `{...}` of a text, parsed as Python's `json.loads` would after every newline
 * in it is deleted. Braces are counted everywhere, inside strings too. Whether it parses or not, no
 * later slice is tried.
 *
 * Source: ZeroEval (WildEval/ZeroEval at 8c1485e), extraction of the first complete JSON object.
 *
 * @returns null if no slice is balanced or the first one does not parse
 */
export function firstJson(text: string): { readonly [key: string]: PythonValue } | null {
  const slice = firstBalancedSlice(text)
  return slice === null ? null : parsePythonJson(slice.replaceAll('\n', ''))
}

function firstBalancedSlice(text: string): string | null {
  let depth = 0
  let start = 0
  for (let i = text.indexOf('{'); i >= 0 && i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit === 0x7b) {
      if (depth === 0) start = i
      depth += 1
    } else if (unit === 0x7d) {
      depth -= 1
      if (depth === 0) return text.slice(start, i + 1)
    }
  }
  return null
}
