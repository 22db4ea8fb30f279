/** Letters that name functions, whatever stands in their brackets. */
const functions = String.raw`(?:[fghFGHPQpq]|\\(?:phi|psi|varphi|Pr|mathbb ?\{[A-Z]\})|\\text ?\{\w+\})`
const marks = String.raw`(?:'|_ ?\{?\w\}?|\^ ?\{-1\})*`

/**
 * What stands for one value, though it is more than a letter with an index: a function at a place, an index that is worked
 * out, an area in brackets.
 */
const names: readonly RegExp[] = [
  new RegExp(String.raw`^${functions}${marks} ?(?:\(.*\)|\[.*\])$`),
  new RegExp(String.raw`^[a-zA-Z]${marks} ?\(-?[\d./]+\)$`),
  /^(?:[a-zA-Z]|\\[a-zA-Z]+) ?_ ?\{(?:[^{}]|\{[^{}]*\})+\}$/,
  /^\[(?:\\triangle ?)?[A-Z]{2,}\]$/,
]

/** Whether a text names a value that a problem may ask for: `f(-3)`, `a_{n+1}`, `[ABC]`. */
export function isAskedName(text: string): boolean {
  if (text.length > 60 || /[=<>]/.test(text)) return false
  return names.some((pattern) => pattern.test(text)) && isOneGroup(text)
}

/** "f(1) + f(2)" begins and ends as a function does, and is a sum. */
function isOneGroup(text: string): boolean {
  let [depth, groups] = [0, 0]
  for (const unit of text) {
    if (unit === '(' || unit === '[') {
      if (depth === 0) groups += 1
      depth += 1
    } else if (unit === ')' || unit === ']') depth -= 1
  }
  return groups <= 1
}

const values =
  /\\(?:frac|sqrt|pi|cdot|times|div|ln|log|exp|sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|binom|infty|overline|degree)(?![a-zA-Z])/g
const workedOut =
  /\\(?:sum|prod|int|lim|gcd|lcm|det|lfloor|lceil|max|min|bmod|pmod|mod|Pr|dim)(?![a-zA-Z])|\.\.\./
const oneFunction = /^\\(?:sin|cos|tan|cot|sec|csc|log|ln)(?![a-zA-Z])/

/** Whether a text is a number, however it is written: it has no letters besides e and i. */
export function isPlainValue(text: string): boolean {
  const bare = text.replace(/\\text ?\{[^{}]*\}/g, ' ')
  const hasValue = /\d|\\(?:pi|infty)(?![a-zA-Z])|(?<![\\a-zA-Z])[ei](?![a-zA-Z])/.test(bare)
  return hasValue && !/\\[a-zA-Z]|[a-df-hj-zA-Z]|[=<>]/.test(bare.replace(values, ' '))
}

/**
 * Whether the left side of an equation is what a problem may ask the value of: "m+n", `|a-b|`, `\frac{a}{b}`. With one
 * letter alone the equation may as well be one that is not solved yet ("2x = 10"), so there a left side is one only in
 * bars, as a function of it, or where it stands over and under a line ("x + 1/x").
 */
export function isAskedSide(side: string): boolean {
  if (isPlainValue(side) && !workedOut.test(side)) return false
  if (workedOut.test(side) || /^\\?\|.+\\?\|$/.test(side)) return true
  if (/(?<![\\a-zA-Z])[fghFGHP] ?\(/.test(side)) return true
  const letters = atoms(side)
  if (letters.size !== 1) return letters.size > 1
  if (oneFunction.test(side) && !/[+-]/.test(side.replace(/[({].*[)}]/, ''))) return true
  const below =
    /\\frac ?\{[^{}]*\} ?\{[^{}]*[a-zA-Z][^{}]*\}|\/ ?[a-zA-Z](?:\^\{?\d\}?)?|[a-zA-Z] ?\^ ?\{-\d+\}/
  return below.test(side) && atoms(side.replace(below, '')).size === 1
}

const greek =
  'alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|phi|varphi|chi|psi|omega|ell'
const letter = new RegExp(
  String.raw`(?:\\text ?\{[a-zA-Z]\}|\\(?:${greek})(?![a-zA-Z])|(?<!\\[a-zA-Z]*)[a-df-hj-zA-Z])(?: ?_ ?(?:\w|\{[^{}]*\}))?`,
  'gi',
)

/** The letters of a text, each with its index; those of words in a text are none. */
function atoms(text: string): ReadonlySet<string> {
  const plain = text.replace(/\\text ?\{[^{}]{2,}\}/g, ' ')
  return new Set(plain.match(letter) ?? [])
}
