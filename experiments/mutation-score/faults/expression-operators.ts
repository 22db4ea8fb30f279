import ts from 'typescript'
import { replaced, type Change, type Operator } from './mutant.ts'

/** Other operators for each, the boundary first. */
const others: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '/=': ['*='],
  '??=': ['='],
}

/** Operators exchanged, a side of `??`, `&&` and `||` taken alone. */
export const binary: Operator = (node, file) => {
  if (!ts.isBinaryExpression(node)) return []
  const operator = node.operatorToken.getText(file)
  const exchanged = (others[operator] ?? []).map((other) =>
    replaced(node.operatorToken, file, other, 'operator'),
  )
  if (operator !== '??') return exchanged
  return [
    replaced(node, file, node.left.getText(file), 'fallback'),
    replaced(node, file, node.right.getText(file), 'fallback'),
  ]
}

/** Signs and negations dropped, steps turned round. */
export const unary: Operator = (node, file) => {
  if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
    const operand = node.operand.getText(file)
    if (node.operator === ts.SyntaxKind.PlusPlusToken) return [replaced(node, file, `${operand}--`, 'sign')]
    if (node.operator === ts.SyntaxKind.MinusMinusToken) return [replaced(node, file, `${operand}++`, 'sign')]
    return [replaced(node, file, operand, 'sign')]
  }
  return []
}

/** Booleans turned round; numbers a little larger: 0 and 1 exchanged, fractions doubled. */
export const literals: Operator = (node, file) => {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [replaced(node, file, 'false', 'boolean')]
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [replaced(node, file, 'true', 'boolean')]
  if (!ts.isNumericLiteral(node)) return []
  const value = Number(node.text)
  const changed =
    value === 0 ? [1] : value === 1 ? [0, 2] : Number.isInteger(value) ? [value + 1] : [value * 2]
  return changed.map((other) => replaced(node, file, String(other), 'number'))
}

/** Texts that are compared or looked for, emptied. What people read is nobody's decision. */
export const decidingTexts: Operator = (node, file) => {
  if (!ts.isStringLiteral(node) || node.text === '') return []
  const { parent } = node
  const compares =
    ts.isCaseClause(parent) ||
    (ts.isBinaryExpression(parent) && /^(?:[!=]==|in)$/.test(parent.operatorToken.getText(file))) ||
    (ts.isCallExpression(parent) &&
      ts.isPropertyAccessExpression(parent.expression) &&
      lookingMethods.has(parent.expression.name.text))
  return compares ? [replaced(node, file, "''", 'text')] : []
}

const lookingMethods = new Set([
  'includes',
  'startsWith',
  'endsWith',
  'split',
  'join',
  'get',
  'has',
  'indexOf',
  'lastIndexOf',
])

/** Methods and functions for others of the same shape. */
const twins: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  find: 'findLast',
  findLast: 'find',
  findIndex: 'findLastIndex',
  findLastIndex: 'findIndex',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  log: 'log1p',
  log1p: 'log',
  exp: 'expm1',
  expm1: 'exp',
}

/** Methods whose result may be taken for what they were called on. */
const droppable = new Set([
  'slice',
  'filter',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'trim',
  'trimEnd',
  'toLowerCase',
  'map',
  'concat',
])

/** Functions of one number that may be left out. */
const passing = new Set(['abs', 'sqrt', 'round', 'floor', 'ceil', 'exp', 'log', 'trunc'])

/** A call with another method, without it, without a part of it, or with two neighbouring arguments exchanged. */
export const calls: Operator = (node, file) => {
  if (!ts.isCallExpression(node)) return []
  const changes: Change[] = []
  const { expression, arguments: given } = node
  if (ts.isPropertyAccessExpression(expression)) {
    const name = expression.name.text
    const owner = expression.expression.getText(file)
    const twin = twins[name]
    if (twin !== undefined) changes.push(replaced(expression.name, file, twin, 'method'))
    if (droppable.has(name)) changes.push(replaced(node, file, owner, 'dropped call'))
    if (owner === 'Math' && given.length === 1 && passing.has(name)) {
      changes.push(replaced(node, file, `(${given[0]!.getText(file)})`, 'dropped call'))
    }
  }
  for (let i = 0; i + 1 < given.length; i += 1) {
    changes.push(...exchanged(given[i]!, given[i + 1]!, file))
  }
  return changes
}

/** Two neighbouring values exchanged, where both are plain enough to be taken for each other. */
export function exchanged(left: ts.Expression, right: ts.Expression, file: ts.SourceFile): Change[] {
  if (!isPlain(left) || !isPlain(right)) return []
  const [first, second] = [left.getText(file), right.getText(file)]
  if (first === second) return []
  const between = file.text.slice(left.getEnd(), right.getStart(file))
  return [
    {
      start: left.getStart(file),
      end: right.getEnd(),
      replacement: second + between + first,
      kind: 'exchange',
    },
  ]
}

function isPlain(node: ts.Expression): boolean {
  return (
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isNumericLiteral(node) ||
    ts.isElementAccessExpression(node)
  )
}
