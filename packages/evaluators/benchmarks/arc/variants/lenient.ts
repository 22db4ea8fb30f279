import type { Variant } from '@retable/core'
import { finalStatement } from '../../../final-statements/final-statement.ts'
import { withoutChoiceTexts } from '../choice-texts.ts'
import { announcedChoices, choicesOf, concludedChoice, lettersIn } from '../stated-choice.ts'

/**
 * What a person reads off an output of a chat model, whatever form it was asked for: an announced choice ("The correct
 * answer is **C**", `\boxed{\text{(C)}}`, `{"answer": "C"}`, the choice's own text), else the choice that the last
 * sentence comes to, or a letter alone on its line. Two different choices, or one that is doubted or taken back, are none.
 * Nobody's published rule: a number under it is comparable only with others under it.
 */
export const lenient: Variant = {
  id: 'lenient',
  version: '1',
  summary: 'the one choice stated in whatever words and marks; contradiction and doubt are no answer',
  source: 'retable',
  unparsedVotes: false,
  needsItem: true,
  grade(output, { gold, item }) {
    const choices = choicesOf(item?.choices ?? [])
    const extracted = finalStatement(
      output,
      {
        announced: (sentence, isLast) => announcedChoices(sentence, choices, isLast),
        named: (sentence) => lettersIn(sentence, choices),
        concluded: (sentence, previous) => concludedChoice(sentence, previous, choices),
      },
      (plain) => withoutChoiceTexts(plain.replace(aloneOnLine, 'answer: $1$2$3'), choices),
    )
    return { extracted, gold, score: extracted === gold ? 1 : 0 }
  },
}

/** A letter alone on its line is announced by that. */
const aloneOnLine =
  /^(?:\d[.)] |[-=]> ?|\u2192 ?)?[\u0001 ]*(?:\(([A-E])\)|\[([A-E])\]|([A-E]))[ .)\u0001]*$/gm
