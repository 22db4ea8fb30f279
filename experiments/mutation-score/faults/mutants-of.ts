import { createHash } from 'node:crypto'
import ts from 'typescript'
import { binary, calls, decidingTexts, literals, unary } from './expression-operators.ts'
import type { Change, Mutant, Operator } from './mutant.ts'
import { conditions, members, statements } from './statement-operators.ts'
import { isOfMessage, real, typedOperators } from './typed-operators.ts'

/** Every fault that can be put into a file, in the order of the text. The file's parents are set. */
export function mutantsOf(path: string, file: ts.SourceFile, checker: ts.TypeChecker): Mutant[] {
  const plain = [binary, unary, literals, decidingTexts, calls, conditions, statements, members]
  const operators: Operator[] = [...plain, ...typedOperators(checker)]
  const found = new Map<string, Mutant>()
  const visit = (node: ts.Node, outer: ts.Statement, within: number): void => {
    if (isOnlyType(node)) return
    if (!isOfMessage(node)) {
      for (const change of real(
        operators.flatMap((changes) => changes(node, file)),
        file,
      )) {
        const mutant = asMutant(path, file, outer, within, change)
        if (!found.has(mutant.key)) found.set(mutant.key, mutant)
      }
    }
    const body = bodyOf(node)
    ts.forEachChild(node, (child) => visit(child, outer, child === body ? child.getStart(file) : within))
  }
  for (const statement of file.statements) visit(statement, statement, 0)
  return [...found.values()].toSorted((a, b) => a.start - b.start || a.end - b.end)
}

/** The file's text with a fault in it. */
export function withChange(text: string, change: Change): string {
  return text.slice(0, change.start) + change.replacement + text.slice(change.end)
}

/** The body of a function of any kind. */
export function bodyOf(node: ts.Node): ts.Node | undefined {
  return ts.isFunctionLike(node) && 'body' in node ? node.body : undefined
}

function isOnlyType(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node)
  )
}

/** Keyed by the declaration around it, so that the key is another one as soon as that is. */
function asMutant(
  path: string,
  file: ts.SourceFile,
  outer: ts.Statement,
  within: number,
  change: Change,
): Mutant {
  const at = outer.getStart(file)
  const inside = [change.start - at, change.end - at, change.replacement]
  const content = JSON.stringify([path, outer.getText(file), ...inside])
  return {
    ...change,
    key: createHash('sha256').update(content).digest('hex').slice(0, 16),
    file: path,
    line: file.getLineAndCharacterOfPosition(change.start).line + 1,
    was: file.text.slice(change.start, change.end),
    within,
  }
}
