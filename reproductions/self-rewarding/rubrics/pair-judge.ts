import type { Judge, PairVerdict } from '@retable/core'

/**
 * GPT-4 as the judge of two answers, asked as AlpacaEval asks (arXiv 2401.10020v3, section 3.1.4), in our own words: one
 * label, in both orders.
 */
export const pairJudge: Judge<PairVerdict> = {
  id: 'head-to-head',
  version: '1',
  source: 'arXiv 2401.10020v3, section 3.1.4, in our own words',
  asks: 'pair',
  order: 'both',
  ties: 0.5,
  errors: 'left out',
  prompt: ({ instruction, responses: [first = '', second = ''] }) =>
    [
      'Two models, m and M, followed the same instruction. Which response would a person prefer?',
      `Instruction:\n${instruction}`,
      `Response of model m:\n${first}`,
      `Response of model M:\n${second}`,
      'Answer with the label of the better model and nothing else: m or M.',
    ].join('\n\n'),
  parse(text) {
    const label = text.trim()
    return label === 'm' ? 'first' : label === 'M' ? 'second' : null
  },
  aggregation: 'A win takes both orders; verdicts that disagree, or one that could not be read, are a tie.',
}
