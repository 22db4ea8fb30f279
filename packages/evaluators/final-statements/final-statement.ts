import { isUnsure, rejects, saysItIsWrong, takesBack } from './doubt.ts'
import { plainText } from './plain-text.ts'
import { sentencesOf } from './sentences.ts'

/** What a sentence states: an answer, something that must not be taken for one, or nothing. */
export type Statement = { readonly answer: string } | 'unclear'

/** How the answers of one benchmark are read. */
export interface StatementRules {
  /** Every answer that the sentence announces in so many words ("the answer is", a box). */
  readonly announced: (sentence: string, isLast: boolean) => readonly Statement[]
  /** The answers that a sentence names in whatever way. */
  readonly named: (sentence: string) => readonly string[]
  /** The result that the last sentence gives without announcing it ("Therefore, 18 eggs are left."). */
  readonly concluded: (sentence: string, before: string | undefined) => Statement | undefined
}

/**
 * The one answer that an output states, null if it states none or contradicts itself.
 *
 * Every announced answer counts, wherever it stands, and they must all be the same. What follows the last of them must
 * not take it back, doubt it or conclude otherwise. Only where nothing is announced does the last sentence's own
 * conclusion count; sentences before it are steps on the way.
 */
export function finalStatement(
  output: string,
  rules: StatementRules,
  prepare: (plain: string) => string = (plain) => plain,
): string | null {
  const sentences = sentencesOf(prepare(plainText(output)))
  const last = sentences.length - 1
  if (last < 0) return null
  const announced = sentences.map((sentence, index) => rules.announced(sentence, index === last))
  const answers = new Set(announced.flat().flatMap((one) => (one === 'unclear' ? [] : [one.answer])))
  const concluded = rules.concluded(sentences[last]!, sentences[last - 1])
  if (answers.size > 1) return null
  const [answer] = answers
  if (answer === undefined) {
    const isOpen = announced[last]!.length > 0 || isUnsure(sentences[last - 1] ?? '')
    return isOpen || concluded === undefined || concluded === 'unclear' ? null : concluded.answer
  }
  const stated = announced.findLastIndex((some) => some.some((one) => one !== 'unclear'))
  const isOpen = announced.slice(stated).some((some) => some.includes('unclear'))
  const after = sentences.slice(stated + 1)
  const isRejected = after.some((sentence) => rejects(sentence) && rules.named(sentence).includes(answer))
  if (isOpen || isRejected || saysItIsWrong(after[0] ?? '') || after.some(takesBack)) return null
  const otherwise =
    stated < last && concluded !== undefined && (concluded === 'unclear' || concluded.answer !== answer)
  return otherwise ? null : answer
}
