import { PythonNumber, type PythonValue } from './python-text.ts'

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

/** Literals that Python's JSON accepts and JSON does not, spelled as numbers no model writes. */
const nonFinite = { Infinity: '1e400000001', NaN: '1e400000002' } as const

function parsePythonJson(json: string): { readonly [key: string]: PythonValue } | null {
  const spelled = json.includes('Infinity') || json.includes('NaN') ? spellNonFinite(json) : json
  try {
    return JSON.parse(spelled, keepNumberSource) as { readonly [key: string]: PythonValue }
  } catch {
    // Python raises here too, and ZeroEval then goes on to its regular expressions.
    return null
  }
}

/** Respells NaN and Infinity outside strings, in one pass. */
function spellNonFinite(json: string): string {
  const parts: string[] = []
  let kept = 0
  for (let i = 0; i < json.length; i += 1) {
    if (json[i] === '"') {
      for (i += 1; i < json.length && json[i] !== '"'; i += 1) if (json[i] === '\\') i += 1
      continue
    }
    for (const literal of ['Infinity', 'NaN'] as const) {
      if (!json.startsWith(literal, i)) continue
      parts.push(json.slice(kept, i), nonFinite[literal])
      i += literal.length - 1
      kept = i + 1
      break
    }
  }
  return parts.join('') + json.slice(kept)
}

function keepNumberSource(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number') return value
  const source = context?.source ?? String(value)
  if (source === nonFinite.NaN) return new PythonNumber('NaN')
  return new PythonNumber(source)
}
