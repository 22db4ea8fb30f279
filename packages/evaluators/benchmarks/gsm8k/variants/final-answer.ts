import type { Variant } from '@retable/core'

/**
 * Pang et al., "Iterative Reasoning Preference Optimization", arXiv 2404.19733v3, section 3.1 and appendix B.1:
 * the prompt asks for a last line "Final answer: ...", and the reward is an exact match of that answer.
 *
 * Stated: exact match. Assumed, since the paper does not say: the last marker counts; the answer is the
 * rest of its line, without "$", "," and one final "."; an output without the marker is wrong. Bold, italic and code
 * marks around the marker and the answer do not count, since chat models write them unasked.
 */
export const finalAnswer: Variant = variant({
  version: '2',
  summary:
    'rest of the line after the last "Final answer:", string equality without marks, "$", "," and a final "."',
  marker: /Final answer[*_`]{0,3}:/g,
  clean: (text) => withoutMarks(withoutMarks(plain(text)).replace(/\.$/, '')),
})

/** Version 1, which takes marks for part of the answer; runs that were recorded under it are re-scored by it. */
export const finalAnswer1: Variant = variant({
  version: '1',
  summary:
    'rest of the line after the last "Final answer:", string equality without "$", "," and a final "."',
  marker: /Final answer:/g,
  clean: (text) => plain(text).replace(/\.$/, ''),
})

function variant(rule: {
  readonly version: string
  readonly summary: string
  readonly marker: RegExp
  readonly clean: (text: string) => string
}): Variant {
  return {
    id: 'final-answer',
    version: rule.version,
    summary: rule.summary,
    source: 'arXiv 2404.19733v3, section 3.1 and appendix B.1',
    unparsedVotes: false,
    grade(output, { gold }) {
      const right = plain(gold).replace(/\.$/, '')
      const end = endOfLast(rule.marker, output)
      if (end === undefined) return { extracted: null, gold: right, score: 0 }
      const [line = ''] = output.slice(end).split('\n', 1)
      const extracted = rule.clean(line) || null
      return { extracted, gold: right, score: extracted === right ? 1 : 0 }
    },
  }
}

function endOfLast(marker: RegExp, output: string): number | undefined {
  let end: number | undefined
  for (const { 0: found, index } of output.matchAll(marker)) end = index + found.length
  return end
}

function plain(text: string): string {
  return text.replaceAll('$', '').replaceAll(',', '').trim()
}

/** Without marks of emphasis and code at the ends; within, an asterisk may be a product. */
function withoutMarks(text: string): string {
  return text.replace(/^[\s*_`]+|(?<![\s*_`])[\s*_`]+$/g, '')
}
