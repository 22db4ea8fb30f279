import type { AnsweredSample } from '../answers.ts'

/** What an evaluation's whole answers show of whether the model thinks first, by which those cut are read. */
export interface ThoughtSigns {
  readonly see: (one: AnsweredSample) => void
  /** Whether no answer was whole, so that none shows how it goes on. */
  readonly areNone: () => boolean
  /** As it is; cut within the answer where nothing told, if no whole answer has a thought. */
  readonly asRead: (one: AnsweredSample) => AnsweredSample
}

/** @param opensThought - false where the model's template says nothing of thinking: such a text is no thought */
export function startThoughtSigns(opensThought?: false): ThoughtSigns {
  const whole = { thinking: 0, plain: 0 }
  return {
    see({ answer }) {
      if (answer.outcome === 'answered') whole[answer.thought === undefined ? 'plain' : 'thinking'] += 1
    },
    areNone: () => whole.thinking + whole.plain === 0 && opensThought !== false,
    asRead(one) {
      const { answer } = one
      if (answer.outcome !== 'truncated' || answer.cut !== 'unknown') return one
      const isPlain = whole.thinking === 0 && (whole.plain > 0 || opensThought === false)
      return isPlain ? { ...one, answer: { ...answer, cut: 'answer' } } : one
    },
  }
}
