import type { AnsweredSample } from '../answers.ts'
import { startThoughtSigns } from './thought-signs.ts'

/**
 * Holds back answers that were cut where no mark tells thought from answer, until the whole answers of the evaluation
 * have shown whether this model thinks first.
 *
 * @param opensThought - false where the model's template says nothing of thinking: such a text is no thought
 */
export function startCutAnswers(opensThought?: false): {
  /** Whether the sample is held back; one that is not may be taken as it is. */
  readonly holds: (one: AnsweredSample) => boolean
  readonly count: () => number
  /** Those held back: cut within the answer if no whole answer has a thought, else still unknown. */
  readonly settled: () => readonly AnsweredSample[]
  /** How many are still unknown with nothing to hint at a thought: no answer was whole. */
  readonly untold: () => number
} {
  const held: AnsweredSample[] = []
  const signs = startThoughtSigns(opensThought)
  return {
    holds(one) {
      signs.see(one)
      const isHeld = one.answer.outcome === 'truncated' && one.answer.cut === 'unknown'
      if (isHeld) held.push(one)
      return isHeld
    },
    count: () => held.length,
    untold: () => (signs.areNone() ? held.length : 0),
    settled: () => held.map(signs.asRead),
  }
}
