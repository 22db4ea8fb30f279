/**
 * Value of a plain arithmetic expression in Python's syntax: numbers, + - * / // % **, parentheses
 * and unary signs. Anything else (names, calls, leftovers, division by zero) gives null. It is a
 * parser, never an evaluator of code; depth and result size are bounded, so no input can hang it.
 *
 * Integers are held as doubles: beyond 2^53 they can differ from Python's in the last digits.
 *
 * @param text - at most 1,000 characters are accepted
 */
export function pythonArithmetic(text: string): number | null {
  if (text.length > 1000) return null
  const tokens = tokenize(text)
  if (tokens === null) return null
  const parser = new Parser(tokens)
  const value = parser.sum(0)
  return parser.done() && value !== null && Number.isFinite(value) ? value : null
}

function tokenize(text: string): string[] | null {
  const token = /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(\*\*|\/\/|[-+*/%()]))/y
  const tokens: string[] = []
  const trimmed = text.trim()
  while (token.lastIndex < trimmed.length) {
    const found = token.exec(trimmed)
    if (found === null) return null
    const [, number, operator] = found
    // Python rejects integers with leading zeros.
    if (number !== undefined && /^0+[1-9]\d*$/.test(number)) return null
    tokens.push(number ?? operator ?? '')
  }
  return tokens
}

const deepest = 100

class Parser {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  done(): boolean {
    return this.#at === this.#tokens.length
  }

  sum(depth: number): number | null {
    let left = this.#product(depth)
    while (left !== null) {
      const operator = this.#take('+', '-')
      if (operator === null) return left
      const right = this.#product(depth)
      if (right === null) return null
      left = operator === '+' ? left + right : left - right
    }
    return null
  }

  #product(depth: number): number | null {
    let left = this.#signed(depth)
    while (left !== null) {
      const operator = this.#take('*', '/', '//', '%')
      if (operator === null) return left
      const right = this.#signed(depth)
      if (right === null || (operator !== '*' && right === 0)) return null
      if (operator === '*') left *= right
      else if (operator === '/') left /= right
      else left = operator === '//' ? floorQuotient(left, right) : remainder(left, right)
    }
    return null
  }

  #signed(depth: number): number | null {
    if (depth > deepest) return null
    const sign = this.#take('-', '+')
    if (sign === null) return this.#power(depth)
    const value = this.#signed(depth + 1)
    return value === null ? null : sign === '-' ? -value : value
  }

  #power(depth: number): number | null {
    const base = this.#atom(depth)
    if (base === null || this.#take('**') === null) return base
    const exponent = this.#signed(depth + 1)
    return exponent === null ? null : base ** exponent
  }

  #atom(depth: number): number | null {
    const token = this.#tokens[this.#at]
    if (token === undefined) return null
    this.#at += 1
    if (token !== '(') return /^[.\d]/.test(token) ? Number(token) : null
    const value = this.sum(depth + 1)
    return value !== null && this.#take(')') !== null ? value : null
  }

  #take(...operators: readonly string[]): string | null {
    const token = this.#tokens[this.#at]
    if (token === undefined || !operators.includes(token)) return null
    this.#at += 1
    return token
  }
}

/** Python's `%`: the exact remainder, with the divisor's sign. */
function remainder(left: number, right: number): number {
  const rest = left % right
  return rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest
}

/** Python's `//`: what the remainder leaves, divided; flooring the rounded quotient would give 5 // 0.1 = 50. */
function floorQuotient(left: number, right: number): number {
  return Math.round((left - remainder(left, right)) / right)
}
