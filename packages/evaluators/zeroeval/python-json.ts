import { PythonNumber, type PythonValue } from './python-text.ts'

/** Literals that Python's JSON accepts and JSON does not, spelled as numbers no model writes. */
const nonFinite = { Infinity: '1e400000001', NaN: '1e400000002' } as const

/**
 * Parses a JSON object as Python's `json.loads` does: NaN and Infinity are accepted, numbers keep their spelling.
 *
 * @param json - text that starts with "{"
 * @returns null where Python raises
 */
export function parsePythonJson(json: string): { readonly [key: string]: PythonValue } | null {
  const spelled = json.includes('Infinity') || json.includes('NaN') ? spellNonFinite(json) : json
  try {
    return JSON.parse(spelled, keepNumberSource) as { readonly [key: string]: PythonValue }
  } catch {
    // Python raises here too.
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
