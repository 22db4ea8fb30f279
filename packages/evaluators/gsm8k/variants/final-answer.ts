import type { Variant } from '@retable/core'

/**
 * Pang et al., "Iterative Reasoning Preference Optimization", arXiv 2404.19733v3, section 3.1 and appendix B.1:
 * the prompt asks for a last line "Final answer: ...", and the reward is an exact match of that answer.
 *
 * Stated: exact match. Assumed, since the paper does not say: the last marker counts; the answer is the
 * rest of its line, without "$", "," and one final "."; an output without the marker is wrong.
 */
export const finalAnswer: Variant = {
  id: 'final-answer',
  version: '1',
  summary:
    'rest of the line after the last "Final answer:", string equality without "$", "," and a final "."',
  source: 'arXiv 2404.19733v3, section 3.1 and appendix B.1',
  unparsedVotes: false,
  grade(output, { gold }) {
    const right = clean(gold)
    const at = output.lastIndexOf(marker)
    if (at < 0) return { extracted: null, gold: right, score: 0 }
    const [line = ''] = output.slice(at + marker.length).split('\n', 1)
    const extracted = clean(line) || null
    return { extracted, gold: right, score: extracted === right ? 1 : 0 }
  },
}

const marker = 'Final answer:'

function clean(text: string): string {
  return text.replaceAll('$', '').replaceAll(',', '').trim().replace(/\.$/, '')
}
