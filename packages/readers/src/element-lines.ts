/**
 * Lines on which the elements of a JSON array start, 1-based.
 *
 * @param text - valid JSON whose outermost value is an array
 */
export function elementLines(text: string): number[] {
  const lines: number[] = []
  let line = 1
  let depth = 0
  let expectsElement = false
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i] ?? ''
    if (character === '\n') line += 1
    if (/\s/.test(character)) continue
    if (depth === 1 && expectsElement && character !== ']') {
      lines.push(line)
      expectsElement = false
    }
    if (character === '"') i = endOfString(text, i)
    else if (character === '[' || character === '{') {
      depth += 1
      if (depth === 1) expectsElement = true
    } else if (character === ']' || character === '}') depth -= 1
    else if (character === ',' && depth === 1) expectsElement = true
  }
  return lines
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === '"') return i
  }
  return text.length
}
