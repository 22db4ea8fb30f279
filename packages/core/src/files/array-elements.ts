/** An element of a JSON array as it stands in the text. */
export interface ArrayElement {
  /** 1-based line on which it starts. */
  readonly line: number
  readonly text: string
}

/**
 * The elements of a text that begins as a JSON array, told apart by brackets and strings alone; the elements
 * themselves need not be valid.
 *
 * @returns the elements, and whether the array was closed
 */
export function arrayElements(text: string): {
  readonly elements: ArrayElement[]
  readonly isClosed: boolean
} {
  const elements: ArrayElement[] = []
  let [line, depth] = [1, 0]
  let open: { readonly line: number; readonly start: number } | null = null
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]!
    if (character === '\n') line += 1
    if (/\s/.test(character)) continue
    const endsElement = depth === 1 && (character === ',' || character === ']')
    if (endsElement && open !== null) {
      elements.push({ line: open.line, text: text.slice(open.start, i) })
      open = null
    } else if (depth === 1 && open === null && !endsElement) open = { line, start: i }
    if (character === '"') {
      const end = endOfString(text, i)
      for (let j = i; j < end; j += 1) if (text[j] === '\n') line += 1
      i = end
    } else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth === 0) return { elements, isClosed: true }
  }
  if (open !== null) elements.push({ line: open.line, text: text.slice(open.start) })
  return { elements, isClosed: false }
}

/** Index of the quote that ends the string whose first quote is at `start`; the length if none does. */
export function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === '"') return i
  }
  return text.length
}
