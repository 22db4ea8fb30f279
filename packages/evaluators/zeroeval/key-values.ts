/**
 * Finds the value of a key in text that is no JSON: four patterns from strict to lax, the first
 * that matches wins; all are case-sensitive and take the first occurrence.
 *
 * Source: ZeroEval (WildEval/ZeroEval at 8c1485e), extraction of values without valid JSON.
 *
 * @param key - letters only
 * @returns the raw text of the value, or undefined
 */
export function valueOfKey(text: string, key: 'reasoning' | 'answer'): string | undefined {
  for (const pattern of patterns[key]) {
    const value = pattern.exec(text)?.[1]
    if (value !== undefined) return value
  }
  return undefined
}

const patterns = { reasoning: patternsOf('reasoning'), answer: patternsOf('answer') }

function patternsOf(key: string): readonly RegExp[] {
  return [
    new RegExp(`"${key}"\\s*:\\s*"([^"]*?)"`),
    new RegExp(`"${key}"\\s*:\\s*"(.*?)"`, 's'),
    new RegExp(`"${key}"\\s*:\\s*([^,\\s]*)`),
    new RegExp(`${key}\\s*:\\s*([^,\\s]*)`),
  ]
}
