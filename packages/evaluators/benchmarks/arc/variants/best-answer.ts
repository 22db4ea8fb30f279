import type { Variant } from '@retable/core'

/**
 * The form "The best answer is X." that arc_challenge_chat of lm-evaluation-harness asks for, as it stands in released
 * outputs: the first match counts, case and all, and marks or a bracket before the letter do not. The harness itself compares the whole output with the letter, so
 * that a server which repeats its pre-filled "The best answer is" scores 0 there; this variant reads such an output.
 */
export const bestAnswer: Variant = {
  id: 'best-answer',
  version: '2',
  summary: 'first "The best answer is X", in parentheses or marks or not',
  source:
    'LzyFischer/icml_kd at 30f6ce5, the outputs of data/arc_challenge/test.jsonl (read as its own letters)',
  unparsedVotes: false,
  grade(output, { gold }) {
    const extracted = /The best answer is [*_`([]{0,4}([A-E])/.exec(output)?.[1] ?? null
    return { extracted, gold, score: extracted === gold ? 1 : 0 }
  },
}
