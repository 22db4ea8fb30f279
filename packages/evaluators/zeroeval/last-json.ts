import { parsePythonJson } from './python-json.ts'
import type { PythonValue } from './python-text.ts'

/**
 * The last balanced top-level `{...}` of a text, parsed as Python's `json.loads` would after every newline in it is
 * deleted. Braces are counted everywhere, inside strings too, and a "}" without its "{" is passed over. Whether the
 * last slice parses or not, no earlier one is tried: a later `{"confidence": 1}` takes the place of an answer.
 *
 * Source: ZeroEval (WildEval/ZeroEval at 8c1485e), extraction of the last complete JSON object.
 *
 * @returns null if no slice is balanced or the last one does not parse
 */
export function lastJson(text: string): { readonly [key: string]: PythonValue } | null {
  const slice = lastBalancedSlice(text)
  return slice === null ? null : parsePythonJson(slice.replaceAll('\n', ''))
}

function lastBalancedSlice(text: string): string | null {
  let depth = 0
  let start = 0
  let last: readonly [start: number, end: number] | null = null
  for (let i = text.indexOf('{'); i >= 0 && i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit === 0x7b) {
      if (depth === 0) start = i
      depth += 1
    } else if (unit === 0x7d && depth > 0) {
      depth -= 1
      if (depth === 0) last = [start, i + 1]
    }
  }
  return last && text.slice(...last)
}
