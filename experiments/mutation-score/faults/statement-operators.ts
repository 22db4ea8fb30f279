import ts from 'typescript'
import { exchanged } from './expression-operators.ts'
import { replaced, type Change, type Operator } from './mutant.ts'

/** Conditions forced to either side. A loop is only kept from running: one that never ends proves little. */
export const conditions: Operator = (node, file) => {
  if (ts.isIfStatement(node)) return forced(node.expression, file)
  if (ts.isConditionalExpression(node)) {
    const then = replaced(node, file, `(${node.whenTrue.getText(file)})`, 'condition')
    return [then, replaced(node, file, `(${node.whenFalse.getText(file)})`, 'condition')]
  }
  if (ts.isWhileStatement(node)) return [replaced(node.expression, file, 'false', 'condition')]
  if (ts.isForStatement(node) && node.condition) return [replaced(node.condition, file, 'false', 'condition')]
  return []
}

/** The compiler sees through a plain `true`, and would refuse what can then not be reached. */
function forced(condition: ts.Expression, file: ts.SourceFile): Change[] {
  const text = condition.getText(file)
  return [
    replaced(condition, file, `(${text}) || true`, 'condition'),
    replaced(condition, file, `(${text}) && false`, 'condition'),
  ]
}

/** Statements left out: calls, assignments, refusals, leaving early. */
export const statements: Operator = (node, file) => {
  const isStatement =
    ts.isExpressionStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isContinueStatement(node) ||
    (ts.isBreakStatement(node) && !ts.isCaseOrDefaultClause(node.parent)) ||
    (ts.isReturnStatement(node) && !node.expression)
  return isStatement ? [replaced(node, file, '{}', 'removed statement')] : []
}

/** Members of object and array literals left out, and neighbouring values exchanged. */
export const members: Operator = (node, file) => {
  const list = ts.isObjectLiteralExpression(node)
    ? node.properties
    : ts.isArrayLiteralExpression(node)
      ? node.elements
      : undefined
  if (!list) return []
  const changes: Change[] = []
  list.forEach((member, i) => {
    const next = list[i + 1]
    const removed = ts.isObjectLiteralExpression(node) || list.length > 1 || ts.isSpreadElement(member)
    if (removed) {
      const end = next ? next.getStart(file) : member.getEnd()
      changes.push({ start: member.getStart(file), end, replacement: '', kind: 'removed member' })
    }
    if (!next) return
    const [left, right] = [valueOf(member), valueOf(next)]
    if (left && right) changes.push(...exchanged(left, right, file))
  })
  return changes
}

function valueOf(member: ts.ObjectLiteralElementLike | ts.Expression): ts.Expression | undefined {
  if (ts.isPropertyAssignment(member)) return member.initializer
  return ts.isObjectLiteralElementLike(member) ? undefined : member
}
