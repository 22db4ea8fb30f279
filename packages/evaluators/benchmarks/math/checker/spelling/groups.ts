const opening = '([{'
const closing = ')]}'

/** Index behind the bracket that closes the one at `start`, whatever kinds of brackets stand between; -1 if none does. */
export function groupEnd(text: string, start: number): number {
  let depth = 0
  for (let i = start; i < text.length; i += 1) {
    if (opening.includes(text[i]!)) depth += 1
    else if (closing.includes(text[i]!)) depth -= 1
    if (depth === 0) return i + 1
  }
  return -1
}

/** Most commands of one kind that are given their braces in one text. */
const most = 40

/**
 * Puts braces around what a command takes as its arguments: `\frac12`, `\frac 1{2}` and `\frac {1} {2}` become
 * `\frac{1}{2}`. A text in which an argument is lacking is left as it is from there on.
 */
export function braced(text: string, command: string, count: number): string {
  let result = ''
  let rest = text
  for (let tries = 0; tries < most; tries += 1) {
    const at = commandAt(rest, command)
    if (at < 0) break
    const start = at + command.length
    const given = argumentsAt(rest, start, count)
    if (given === null) break
    // What stands in the arguments has its turn too: only the command itself is behind.
    result += rest.slice(0, start)
    rest = given.groups.join('') + rest.slice(given.end)
  }
  return result + rest
}

function commandAt(text: string, command: string): number {
  let at = text.indexOf(command)
  while (at >= 0 && /[a-zA-Z]/.test(text[at + command.length] ?? '')) at = text.indexOf(command, at + 1)
  return at
}

function argumentsAt(
  text: string,
  start: number,
  count: number,
): { readonly groups: readonly string[]; readonly end: number } | null {
  const groups: string[] = []
  let at = start
  while (groups.length < count) {
    while (text[at] === ' ') at += 1
    const token = text[at] === '{' ? null : /^(?:\\[a-zA-Z]+|[\da-zA-Z])/.exec(text.slice(at, at + 20))?.[0]
    if (token === undefined) return null
    const end = token === null ? groupEnd(text, at) : at + token.length
    // A command's own arguments would be needed too.
    if (end < 0 || (token?.startsWith('\\') && /^ ?[{[]/.test(text.slice(end, end + 2)))) return null
    groups.push(token === null ? text.slice(at, end) : `{${token}}`)
    at = end
  }
  return { groups, end: at }
}

/**
 * `{a \over b}` as `\frac{a}{b}`: what stands on both sides as far as the group goes, or the whole text; so too for
 * `\choose`.
 */
export function infixes(text: string): string {
  let result = text
  for (const [infix, command] of infixCommands) {
    for (let tries = 0; tries < most; tries += 1) {
      const at = commandAt(result, infix)
      if (at < 0) break
      const [start, end] = [groupStart(result, at), outerEnd(result, at + infix.length)]
      const [over, under] = [result.slice(start, at).trim(), result.slice(at + infix.length, end).trim()]
      result = `${result.slice(0, start)}${command}{${over}}{${under}}${result.slice(end)}`
    }
  }
  return result
}

const infixCommands: readonly (readonly [string, string])[] = [
  [String.raw`\over`, String.raw`\frac`],
  [String.raw`\choose`, String.raw`\binom`],
]

/** Where the group around a place begins, behind its brace; 0 if there is none. */
function groupStart(text: string, at: number): number {
  let depth = 0
  for (let i = at - 1; i >= 0; i -= 1) {
    if (text[i] === '}') depth += 1
    else if (text[i] === '{') depth -= 1
    if (depth < 0) return i + 1
  }
  return 0
}

function outerEnd(text: string, from: number): number {
  let depth = 0
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === '{') depth += 1
    else if (text[i] === '}') depth -= 1
    if (depth < 0) return i
  }
  return text.length
}

/** `\sqrt(x+1)` as `\sqrt{x+1}`; `word` is what stands before the bracket. */
export function rootsBraced(text: string): string {
  let result = text
  for (let from = 0, tries = 0; tries < most; tries += 1) {
    const found = /\\sqrt ?(?:\[\d\d?\])? ?\(/.exec(result.slice(from))
    if (found === null) break
    const start = from + found.index + found[0].length - 1
    const end = groupEnd(result, start)
    from = start + 1
    if (end < 0) continue
    const command = found[0].slice(0, -1).replaceAll(' ', '')
    result = `${result.slice(0, start + 1 - found[0].length)}${command}{${result.slice(start + 1, end - 1)}}${result.slice(end)}`
  }
  return result
}
