import { splitOutside } from './split.ts'

/** Parts of an answer that one word joins. */
export interface Joined {
  readonly joint: 'and' | 'or'
  readonly parts: readonly string[]
}

const signs = {
  and: String.raw`\\(?:land|wedge)(?![a-zA-Z])|∧|\\&|&&?`,
  or: String.raw`\\(?:lor|vee)(?![a-zA-Z])|∨`,
}

const patterns = (['and', 'or'] as const).map((joint) => {
  const inText = String.raw`\\(?:text|mbox|textrm|textbf|textit|textnormal|mathrm) ?\{[ ,]{0,8}${joint}[ ,]{0,8}\}`
  const inWords = String.raw`(?<![\\a-zA-Z])${joint}(?![a-zA-Z])`
  return { joint, pattern: new RegExp(`${signs[joint]}|${inText}|${inWords}`, 'y') }
})

/**
 * An answer's parts, as they stand, where "and" or "or" joins them outside brackets; null where none does, where both
 * do, or where there are many.
 */
export function joined(given: string): Joined | null {
  if (!/and|or|\\(?:wedge|vee)|[∧∨&]/.test(given)) return null
  const found = patterns.flatMap(({ joint, pattern }) => {
    const parts = splitOutside(given, (at) => {
      pattern.lastIndex = at
      return pattern.exec(given)?.[0].length ?? 0
    })
    return parts.length > 1 ? [{ joint, parts: parts.map(withoutEdges) }] : []
  })
  const [only] = found
  if (only === undefined || found.length > 1 || only.parts.length > 6) return null
  return only.parts.includes('') ? null : only
}

/** A part without blanks, dollar signs and commas around it. */
function withoutEdges(part: string): string {
  return part.replace(/(?<!\\)\$/g, ' ').replace(/^[\s,]+|[\s,\\]+$/g, '')
}
