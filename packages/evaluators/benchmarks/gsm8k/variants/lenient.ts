import type { Variant } from '@retable/core'
import { finalStatement } from '../../../final-statements/final-statement.ts'
import { numbersOf } from '../number-words.ts'
import { announcedNumbers, concludedNumber } from '../stated-number.ts'

/**
 * What a person reads off an output of a chat model, whatever form it was asked for: an announced answer ("The answer is
 * **18**", `\boxed{18}`, "#### 18 eggs", `{"answer": "$18.00"}`), else the conclusion of the last sentence ("Therefore, 18
 * eggs are left."). Two different answers, or one that is doubted or taken back, are none. Nobody's published rule: a
 * number under it is comparable only with others under it.
 */
export const lenient: Variant = {
  id: 'lenient',
  version: '1',
  summary: 'the one answer stated in whatever words and marks; contradiction and doubt are no answer',
  source: 'retable',
  unparsedVotes: false,
  grade(output, { gold }) {
    const rules = { announced: announcedNumbers, named: numbersOf, concluded: concludedNumber }
    const extracted = finalStatement(output, rules, (plain) => plain.replace(announcedByLine, 'answer: '))
    const right = gold.trim().replaceAll(',', '')
    return { extracted, gold: right, score: extracted === right ? 1 : 0 }
  },
}

/** A number behind "A:", or one that marks set apart on a line of its own. */
const announcedByLine =
  /^(?:A: (?=[-\d])|\u0001(?=-?\d[\d.,]*(?: (?!is\b|was\b|isn|not\b|can)[a-z]+){0,3}[.!]?$))/gm
