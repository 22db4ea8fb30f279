/** Parts of a text between separators that stand outside every bracket. `separator` is tested at each such place. */
export function splitOutside(text: string, separator: (at: number) => number): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text[i]!
    if ('({['.includes(unit)) depth += 1
    else if (')}]'.includes(unit)) depth -= 1
    else if (depth <= 0) {
      const length = separator(i)
      if (length === 0) continue
      parts.push(text.slice(start, i))
      i += length - 1
      start = i + 1
    }
  }
  return [...parts, text.slice(start)]
}

/** Parts between commas or semicolons outside brackets, without blanks around them. */
export function listParts(text: string): string[] {
  if (!/[,;]/.test(text)) return [text.trim()]
  const parts = splitOutside(text, (at) => (text[at] === ',' || text[at] === ';' ? 1 : 0))
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** Parts between occurrences of a command outside brackets. */
export function commandParts(text: string, command: string): string[] {
  if (!text.includes(command)) return [text]
  return splitOutside(text, (at) => (text.startsWith(command, at) ? command.length : 0)).map((part) =>
    part.trim(),
  )
}

/** A relation sign and the text before it, of a chain such as `a < x \leq b`. */
export interface Chain {
  readonly sides: readonly string[]
  readonly signs: readonly string[]
}

const relation = /^(?:\\(?:leq|geq|neq|in|approx|equiv|subset)(?![a-zA-Z])|[=<>])/

/** A text as a chain of relations; one side and no sign if it has none outside brackets. */
export function chainOf(text: string): Chain {
  if (!/[=<>]|\\(?:leq|geq|neq|in|approx|equiv|subset)(?![a-zA-Z])/.test(text)) {
    return { sides: [text], signs: [] }
  }
  const signs: string[] = []
  const sides = splitOutside(text, (at) => {
    const unit = text[at]!
    if (unit !== '\\' && unit !== '=' && unit !== '<' && unit !== '>') return 0
    const sign = relation.exec(text.slice(at, at + 8))?.[0]
    if (sign === undefined) return 0
    signs.push(sign)
    return sign.length
  })
  return { sides: sides.map((side) => side.trim()), signs }
}

/** What stands between a pair of brackets that enclose the whole text; null if none do. */
export function enclosed(
  text: string,
): { readonly open: string; readonly inner: string; readonly close: string } | null {
  const set = text.startsWith(String.raw`\{`) && text.endsWith(String.raw`\}`)
  if (set) return { open: '{', inner: text.slice(2, -2).trim(), close: '}' }
  const [open = '', close = ''] = [text[0], text.at(-1)]
  if (text.length < 2 || !'([{'.includes(open) || open === '' || !')]}'.includes(close)) return null
  let depth = 0
  for (let i = 0; i < text.length - 1; i += 1) {
    if ('([{'.includes(text[i]!)) depth += 1
    else if (')]}'.includes(text[i]!)) depth -= 1
    if (depth === 0) return null
  }
  return { open, inner: text.slice(1, -1).trim(), close }
}
