import { endOfString } from '../files/array-elements.ts'

/**
 * Parses JSON as Python writes it. Of the three words that JSON does not know NaN comes out as null, Infinity and
 * -Infinity as the numbers that they are.
 *
 * @throws SyntaxError
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const plain = withoutPythonWords(text)
    if (plain === text) throw error
    return JSON.parse(plain)
  }
}

/** JSON reads a number that is too great as infinite. */
const words = { NaN: 'null', Infinity: '1e999' } as const

/** The text with those words respelled where they stand outside strings, in one pass. */
export function withoutPythonWords(text: string): string {
  const parts: string[] = []
  let kept = 0
  const next: Record<keyof typeof words, number> = {
    NaN: text.indexOf('NaN'),
    Infinity: text.indexOf('Infinity'),
  }
  let quote = text.indexOf('"')
  for (;;) {
    const word = next.Infinity < 0 || (next.NaN >= 0 && next.NaN < next.Infinity) ? 'NaN' : 'Infinity'
    const at = next[word]
    if (at < 0) break
    if (quote >= 0 && quote < at) {
      const end = endOfString(text, quote)
      for (const name of ['NaN', 'Infinity'] as const) {
        if (next[name] >= 0 && next[name] < end) next[name] = text.indexOf(name, end)
      }
      quote = text.indexOf('"', end + 1)
      continue
    }
    parts.push(text.slice(kept, at), words[word])
    kept = at + word.length
    next[word] = text.indexOf(word, kept)
  }
  return parts.join('') + text.slice(kept)
}
