import ts from 'typescript'
import { bodyOf } from '../faults/mutants-of.ts'

/** Named in NODE_OPTIONS, so that every process and thread of a test notes which functions it comes to. */
export const probeModule = `import { appendFileSync } from 'node:fs'
const seen = new Set()
globalThis.__reached = (name) => {
  if (seen.has(name)) return
  seen.add(name)
  appendFileSync(process.env.MUTATION_REACHED, name + '\\n')
}
`

/** The file's text in which it and each of its functions say by name that they are come to: path, colon, where the body starts. */
export function withProbes(path: string, file: ts.SourceFile): string {
  const insertions: { at: number; text: string }[] = []
  const call = (start: number) => `globalThis.__reached?.(${JSON.stringify(`${path}:${start}`)})`
  const visit = (node: ts.Node): void => {
    const body = bodyOf(node)
    if (body) {
      const start = body.getStart(file)
      if (ts.isBlock(body)) {
        insertions.push({ at: start + 1, text: `${call(start)};` })
      } else {
        insertions.push({ at: start, text: `(${call(start)}, (` }, { at: body.getEnd(), text: '))' })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  // From the back, so that no insertion moves another; bodies that end together all get the same text.
  let text = file.text
  for (const { at, text: inserted } of insertions.toSorted((a, b) => b.at - a.at)) {
    text = text.slice(0, at) + inserted + text.slice(at)
  }
  return `${call(0)};${text}`
}
