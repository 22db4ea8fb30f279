/** A letter or word with an index, an argument or bars: what an answer may be the value of. */
const names: readonly RegExp[] = [
  /^(?:[a-zA-Z]|\\[a-zA-Z]+(?![a-zA-Z])|\\(?:text|overline|angle) ?\{[^{}]*\})(?:[a-zA-Z' ]|_\{?[a-zA-Z0-9]+\}?(?![a-zA-Z0-9])|\\[a-zA-Z]+(?![a-zA-Z]))*(?: ?\([\w, ]+\))?$/,
  // A length, a ratio, a tuple of unknowns.
  /^\|[A-Z]+\|$|^\\frac\{[A-Z]+\}\{[A-Z]+\}$|^[A-Z](?:[A-Z]+|_\{?\w+\}?)? ?: ?[A-Z](?:[A-Z]+|_\{?\w+\}?)?$/,
  /^\([a-z](?:, ?[a-z])*\)$/,
]

export function isName(text: string): boolean {
  return text.length <= 60 && names.some((pattern) => pattern.test(text))
}

/** A function's name without the letters that it is a function of; a place such as the 2 of "f(2)" stays. */
export function bareName(text: string): string {
  return text.replace(/ ?\([a-zA-Z, ]+\)$/, '').replace(/[\s{}]/g, '')
}
