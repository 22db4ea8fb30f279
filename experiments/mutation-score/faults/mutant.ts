import type ts from 'typescript'

/** A change of a node's text that may be a fault. */
export interface Change {
  /** Where it is, in characters of the file. */
  readonly start: number
  readonly end: number
  readonly replacement: string
  /** What kind of change it is, for instance `comparison`. */
  readonly kind: string
}

/** One fault put into one file. */
export interface Mutant extends Change {
  /** Sixteen hexadecimal digits: of the file's path, the declaration around the change, and the change in it. */
  readonly key: string
  /** Relative to the workspace. */
  readonly file: string
  readonly line: number
  /** The text that is replaced. */
  readonly was: string
  /** The innermost function around it, by where its body starts; 0 where it is of the module itself. */
  readonly within: number
}

/** Changes that a node's own kind allows. */
export type Operator = (node: ts.Node, file: ts.SourceFile) => readonly Change[]

/** The change that puts other text in the place of a node. */
export function replaced(node: ts.Node, file: ts.SourceFile, replacement: string, kind: string): Change {
  return { start: node.getStart(file), end: node.getEnd(), replacement, kind }
}

/** A line that says what is changed, on one line however long the texts are. */
export function changeText(mutant: Pick<Mutant, 'was' | 'replacement'>): string {
  return `${short(mutant.was)} → ${short(mutant.replacement)}`
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  if (line === '') return '(nothing)'
  return line.length <= 60 ? line : `${line.slice(0, 40)} … ${line.slice(-17)}`
}
