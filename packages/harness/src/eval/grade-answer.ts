import type { Asked } from '@retable/client'
import type { Grade, Item, Variant } from '@retable/core'

/**
 * The grade of an answer. What was cut within a thought, refused, filtered or left empty is no answer: nothing in it is
 * read. What was cut within the answer is read as it stands.
 */
export function gradeAnswer(answer: Asked, variant: Variant, item: Item): Grade {
  const isRead = answer.outcome === 'answered' || (answer.outcome === 'truncated' && answer.cut === 'answer')
  const context = { gold: item.gold, item }
  const grade = variant.grade(isRead ? answer.text : '', context)
  return isRead ? grade : { ...grade, extracted: null, score: 0 }
}
