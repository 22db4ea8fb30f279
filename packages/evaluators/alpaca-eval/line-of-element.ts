/** 1-based line where the element with this index starts in the text of a JSON array. */
export function lineOfElement(text: string, index: number): number {
  let [depth, element, line] = [0, 0, 1]
  // Strings are skipped whole; outside them only brackets and commas matter.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},\n]|[^\s[\]{},"]+/g)) {
    if (token === '\n') line += 1
    else if (depth === 1 && element === index && token !== ',' && token !== ']') return line
    else if (token === '[' || token === '{') depth += 1
    else if (token === ']' || token === '}') depth -= 1
    else if (token === ',' && depth === 1) element += 1
  }
  return line
}
