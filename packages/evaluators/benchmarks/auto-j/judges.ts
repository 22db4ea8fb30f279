import type { Judge, JudgeQuestion, PairVerdict } from '@retable/core'

const usage = 'GAIR-NLP/auto-j at 2ae17a3, codes/usage/example.py'

/**
 * Two responses, one decision (arXiv 2310.05470v2, section 4); Auto-J itself was trained on another wording. Read: what
 * follows the last "final decision is ".
 */
export const pairwise: Judge<PairVerdict> = {
  id: 'pairwise',
  version: '1',
  source: `${usage}, extract_pariwise_result`,
  asks: 'pair',
  order: 'both',
  prompt: ({ instruction, responses }: JudgeQuestion) =>
    [
      'Two answers to the same query are given below. Say what tells them apart, then decide which is better.',
      'End with a sentence of the form "So, the final decision is " and then Response 1, Response 2 or Tie.',
      '',
      `Query: ${instruction}`,
      ...responses.flatMap((response, i) => ['', `Response ${i + 1}: ${response}`]),
    ].join('\n'),
  parse(text) {
    // As in the source, letter case matters before the decision and not in it, and a decision that ends with its
    // last blank is none.
    const answer = after(text.trim(), 'final decision is ')?.trimStart().slice(0, 10).toLowerCase()
    if (answer === undefined) return null
    if (answer === 'response 1') return 'first'
    if (answer === 'response 2') return 'second'
    return answer.startsWith('tie') ? 'tie' : null
  },
  ties: 'apart',
  errors: 0,
  aggregation:
    "Both orders must give people's label (consistency: the same verdict). A text without a decision agrees with no label and no other verdict; the source refuses such a file.",
}

/** One response, a critique and a rating from 1 to 10. Read: the last "Rating: [[x]]". */
export const rating: Judge<number> = {
  id: 'rating',
  version: '2',
  source: `${usage}, extract_single_rating`,
  asks: 'single',
  order: 'given',
  prompt: ({ instruction, responses }: JudgeQuestion) =>
    [
      'Criticise the answer to the query below, then rate it from 1 to 10.',
      'End with the rating in double brackets, for instance: Rating: [[5]]',
      '',
      `Query: ${instruction}`,
      '',
      `Response: ${responses[0] ?? ''}`,
    ].join('\n'),
  parse(text) {
    const rest = after(text, 'Rating: [[')
    const end = rest?.indexOf(']]') ?? -1
    const inside = end < 0 ? undefined : rest?.slice(0, end).trim()
    if (inside === undefined || !/^\d{1,2}(?:\.\d{0,12})?$/.test(inside)) return null
    const value = Number(inside)
    return value >= 1 && value <= 10 ? value : null
  },
  ties: 'none',
  errors: 0,
  aggregation:
    'The mean over critiques, one without a rating as 0.0, as in the source; so is a number off the scale. The source stops at a rating that is no number.',
}

/**
 * Two critiques of one response, compared by a third model. Read: the first line, which holds exactly one of "A:"
 * (the first critique is better), "B:" (the second) and "C:" (neither).
 */
export const critiqueComparison: Judge<PairVerdict> = {
  id: 'critique-comparison',
  version: '1',
  source: 'GAIR-NLP/auto-j at 2ae17a3, codes/leaderboard/critique_eval.py, resolve_decision',
  asks: 'pair',
  order: 'drawn',
  promptSource: 'GAIR-NLP/auto-j at 2ae17a3, codes/leaderboard/critique_eval.py',
  parse(text) {
    const end = text.indexOf('\n')
    const line = end < 0 ? text : text.slice(0, end)
    const options: readonly (readonly [string, PairVerdict])[] = [
      ['A:', 'first'],
      ['B:', 'second'],
      ['C:', 'tie'],
    ]
    const found = options.filter(([mark]) => line.includes(mark))
    return found.length === 1 ? (found[0]?.[1] ?? null) : null
  },
  ties: 0,
  errors: 0,
  aggregation:
    'A tie or an answer without exactly one option is no win and stays in the denominator; the source stops at the latter.',
}

function after(text: string, mark: string): string | undefined {
  const at = text.lastIndexOf(mark)
  return at < 0 ? undefined : text.slice(at + mark.length)
}
