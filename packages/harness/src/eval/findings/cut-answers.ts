import type { AnsweredSample } from '../answers.ts'

/**
 * Holds back answers that were cut where no mark tells thought from answer, until the whole answers of the evaluation
 * have shown whether this model thinks first.
 */
export function startCutAnswers(): {
  /** Whether the sample is held back; one that is not may be taken as it is. */
  readonly holds: (one: AnsweredSample) => boolean
  readonly count: () => number
  /** Those held back: cut within the answer if no whole answer has a thought, else still unknown. */
  readonly settled: () => readonly AnsweredSample[]
} {
  const held: AnsweredSample[] = []
  const whole = { thinking: 0, plain: 0 }
  return {
    holds(one) {
      const { answer } = one
      if (answer.outcome === 'answered') whole[answer.thought === undefined ? 'plain' : 'thinking'] += 1
      const isHeld = answer.outcome === 'truncated' && answer.cut === 'unknown'
      if (isHeld) held.push(one)
      return isHeld
    },
    count: () => held.length,
    settled() {
      const isPlain = whole.plain > 0 && whole.thinking === 0
      return held.map((one) =>
        isPlain && one.answer.outcome === 'truncated'
          ? { ...one, answer: { ...one.answer, cut: 'answer' } }
          : one,
      )
    },
  }
}
