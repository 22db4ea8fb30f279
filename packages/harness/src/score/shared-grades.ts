import type { Grade } from '@retable/core'

/** Longer answers are seldom given twice. */
const shortAnswer = 64

/**
 * Gives grades to be kept: those that say the same are one object, so that memory grows with the number of different
 * answers and hardly with the number of outputs.
 */
export function sharedGrades(): (grade: Grade) => Grade {
  const known = new Map<string, Grade>()
  return (grade) => {
    const { extracted, gold, score } = grade
    const kept = { ...grade, extracted: extracted === null ? null : flat(extracted) }
    if (grade.measures !== undefined || (extracted?.length ?? 0) > shortAnswer) return kept
    const key = JSON.stringify([extracted, gold, score])
    const same = known.get(key)
    if (same === undefined) known.set(key, kept)
    return same ?? kept
  }
}

/** The same text in memory of its own: a part of an output would keep the whole output alive. */
function flat(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le')
}
