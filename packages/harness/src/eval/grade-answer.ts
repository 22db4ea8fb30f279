import type { Asked, Result } from '@retable/client'
import type { Grade, Item, Variant } from '@retable/core'

/**
 * Whether an answer is read: what was cut within a thought, refused, filtered or left empty is none, and nothing in it is
 * read. What was cut within the answer is read as it stands.
 */
export function isRead(answer: Asked): answer is Result {
  return answer.outcome === 'answered' || (answer.outcome === 'truncated' && answer.cut === 'answer')
}

/** The grade of an answer; one that is not read has none in it, and is wrong. */
export function gradeAnswer(answer: Asked, variant: Variant, item: Item): Grade {
  const context = { gold: item.gold, item }
  if (isRead(answer)) return variant.grade(answer.text, context)
  return { ...variant.grade('', context), extracted: null, score: 0 }
}
