/** 1-based line where each element of a JSON array starts in its text; one pass over it. */
export function elementLines(text: string): number[] {
  const lines: number[] = []
  let [depth, line, isNew] = [0, 1, false]
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!
    if (char === '\n') line += 1
    if (/\s/.test(char)) continue
    if (char === ',' && depth === 1) {
      isNew = true
      continue
    }
    if (isNew && char !== ']') {
      lines.push(line)
      isNew = false
    }
    if (char === '"') at = endOfString(text, at)
    else if (char === '[' || char === '{') {
      depth += 1
      isNew = depth === 1
    } else if (char === ']' || char === '}') depth -= 1
  }
  return lines
}

/** Place of the quote that closes the string opened at `start`; the text's last place if none does. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at]
    if (char === '"') return at
    if (char === '\\') at += 1
  }
  return text.length - 1
}
