import type { Answer } from '../answer.ts'

/** Letters whose indices count the roots of an equation; those of others ("a_1") count the terms of a sequence. */
const root = /^([xyzwtrnmk]|\\(?:lambda|theta|omega|zeta))_(\w)$/

/**
 * A list whose parts are roots of one name with an index each ("x_1 = 1, x_2 = -2"): their values, each with the bare
 * name where the other side has it, so that their order does not count. Null for any other list.
 */
export function rootsOf(parts: readonly Answer[], others: ReadonlySet<string>): readonly Answer[] | null {
  const indices = new Set<string>()
  let letter: string | undefined
  const values: Answer[] = []
  for (const part of parts) {
    const found = part.kind === 'named' ? root.exec(part.name) : null
    if (part.kind !== 'named' || found === null || (letter ?? found[1]) !== found[1]) return null
    letter = found[1]!
    indices.add(found[2]!)
    values.push(others.has(letter) ? { ...part, name: letter } : part.value)
  }
  return indices.size === parts.length ? values : null
}
