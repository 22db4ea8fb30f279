import ts from 'typescript'
import { replaced, type Change, type Operator } from './mutant.ts'

/** Changes that need the types: what else could stand here and would be accepted. */
export function typedOperators(checker: ts.TypeChecker): Operator[] {
  /** One of a few words for another of them. */
  const words: Operator = (node, file) => {
    if (!ts.isStringLiteral(node)) return []
    const expected = checker.getContextualType(node)
    const all = expected?.isUnion()
      ? expected.types.flatMap((type) => (type.isStringLiteral() ? [type.value] : []))
      : []
    if (all.length < 2 || !all.includes(node.text)) return []
    const next = all[(all.indexOf(node.text) + 1) % all.length]!
    return [replaced(node, file, `'${next.replaceAll("'", "\\'")}'`, 'word')]
  }

  /** One property of a value for another of the same type, as chosen for rejected. */
  const siblings: Operator = (node, file) => {
    if (!ts.isPropertyAccessExpression(node) || ts.isCallExpression(node.parent)) return []
    const owner = checker.getTypeAtLocation(node.expression)
    const own = owner.getProperty(node.name.text)
    const properties = owner.getProperties().filter(isOurs)
    if (!own || !isOurs(own)) return []
    const shown = (symbol: ts.Symbol) => checker.typeToString(checker.getTypeOfSymbolAtLocation(symbol, node))
    const alike = properties.filter((other) => shown(other) === shown(own))
    const next = alike[(alike.findIndex((other) => other.name === own.name) + 1) % alike.length]
    return next && next.name !== own.name ? [replaced(node.name, file, next.name, 'property')] : []
  }
  return [words, siblings]
}

function isOurs(symbol: ts.Symbol): boolean {
  const declared = symbol.declarations?.[0]?.getSourceFile().fileName
  return declared !== undefined && !declared.includes('/node_modules/')
}

/** Whether a change is one of a text that is thrown or only read by people. */
export function isOfMessage(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isThrowStatement(at)) return !ts.isThrowStatement(node)
    if (ts.isNewExpression(at) && /Error$/.test(at.expression.getText())) return true
  }
  return false
}

/** Changes without those that write what already stands there. */
export function real(changes: readonly Change[], file: ts.SourceFile): Change[] {
  return changes.filter((change) => file.text.slice(change.start, change.end) !== change.replacement)
}
