import type { Variant } from '@retable/core'

/**
 * Pang et al., "Iterative Reasoning Preference Optimization", arXiv 2404.19733v3, section 3.2 and appendix B.1: the
 * prompt asks for a last line "Final answer: (letter)", and the reward is an exact match of that answer.
 *
 * Stated: exact match. Assumed, since the paper does not say: the last marker counts; the letter is a capital right
 * after it, in parentheses or not, with marks of emphasis or code or not, and what follows it does not count unless it makes the
 * letter a word ("A planet", "Air"); an output without such a letter is wrong.
 */
export const finalLetter: Variant = {
  id: 'final-letter',
  version: '2',
  summary: 'the capital letter after the last "Final answer:", in parentheses or not',
  source: 'arXiv 2404.19733v3, section 3.2 and appendix B.1',
  unparsedVotes: false,
  grade(output, { gold }) {
    const [line = ''] = output.split(marker).slice(1).at(-1)?.split('\n', 1) ?? []
    const [, enclosed, bare] =
      /^[ *_`]*(?:\([*_`]*([A-E])[*_`]*\)|([A-E])(?=[ *_`]*(?:[.:,)*_`]|$)))/.exec(line) ?? []
    const extracted = enclosed ?? bare ?? null
    return { extracted, gold, score: extracted === gold ? 1 : 0 }
  },
}

const marker = /Final answer[*_`]{0,3}:/
