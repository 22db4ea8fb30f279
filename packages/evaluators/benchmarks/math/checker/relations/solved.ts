import { expressionOf, unknownsOf, type Expression } from '../expressions/expression.ts'
import { sameEquation, sameMeaning } from '../expressions/identity.ts'
import { meaningOf, usual } from '../expressions/reading.ts'

/** A name and the expression that is its value. */
export type Solved = readonly [name: string, value: string]

/** As many operands may an expression have with another one in place of an unknown. */
const largest = 2000

/**
 * Whether two equations, each solved for another name, are the same: one difference is a multiple of the other, or each
 * value put into the other equation leaves its own name. `y = \sqrt{x}` is not `x = y^2`, which has more solutions.
 */
export function sameSolved(a: Solved, b: Solved): boolean {
  if (sameEquation(a, b)) return true
  if (isSolvedProduct(a, b) || isSolvedProduct(b, a)) return true
  const [x, y] = [symbolOf(a[0]), symbolOf(b[0])]
  const [f, g] = [read(a[1]), read(b[1])]
  if (x === null || y === null || x === y || f === null || g === null) return false
  if (!unknownsOf(f, usual.constants).has(y) || !unknownsOf(g, usual.constants).has(x)) return false
  return leaves(f, y, g, x) && leaves(g, x, f, y)
}

/**
 * Whether `y = 6/x` is solved from `xy = 6`. What the product is must have none of its letters: `xy = 2x^2` holds for every
 * y where x is 0.
 */
function isSolvedProduct([product, value]: Solved, [name, factor]: Solved): boolean {
  const [letters, symbol] = [expressionOf(product), symbolOf(name)]
  const [f, g] = [read(value), read(factor)]
  if (!Array.isArray(letters) || letters[0] !== 'InvisibleOperator' || f === null || g === null) return false
  const all = letters.slice(1) as readonly Expression[]
  const others = all.filter((letter) => letter !== symbol)
  const unknowns = unknownsOf(f, usual.constants)
  const isProduct = all.every((letter) => typeof letter === 'string' && !unknowns.has(letter))
  if (!isProduct || symbol === null || others.length !== all.length - 1) return false
  return sameMeaning(['Multiply', ...others, ['Delimiter', g]], f, usual)
}

/** Whether `value` in place of `name` in an expression leaves `rest`. */
function leaves(expression: Expression, name: string, value: Expression, rest: string): boolean {
  const uses = count(expression, name)
  if (uses * count(value) + count(expression) > largest) return false
  return sameMeaning(put(expression, name, value), rest, usual)
}

function put(expression: Expression, name: string, value: Expression): Expression {
  if (expression === name) return ['Delimiter', value]
  if (!Array.isArray(expression)) return expression
  const [head, ...operands] = expression as readonly [string, ...Expression[]]
  return [head, ...operands.map((operand) => put(operand, name, value))]
}

/** How many numbers and symbols an expression has, or how many of one name. */
function count(expression: Expression, name?: string): number {
  if (!Array.isArray(expression)) return name === undefined || expression === name ? 1 : 0
  const operands = expression.slice(1) as readonly Expression[]
  return operands.reduce<number>((total, operand) => total + count(operand, name), 0)
}

function read(latex: string): Expression | null {
  const expression = expressionOf(latex)
  return expression === null ? null : meaningOf(expression, usual)
}

function symbolOf(name: string): string | null {
  const expression = expressionOf(name)
  return typeof expression === 'string' && !usual.constants.has(expression) ? expression : null
}
