import type { Judge, PairVerdict } from '@retable/core'

const usage = 'GAIR-NLP/auto-j at 2ae17a3, codes/usage/example.py'

/**
 * Two responses, one decision (arXiv 2310.05470v2, section 4). Read: what follows the last "final decision is ". A tie is a
 * verdict like the others: right where people saw a tie. A text without a decision agrees with no label and no other
 * verdict; the source refuses such a file.
 */
export const pairwise: Judge<PairVerdict> = {
  id: 'pairwise',
  version: '1',
  source: `${usage}, extract_pariwise_result`,
  parse(text) {
    // As in the source, letter case matters before the decision and not in it, and a decision that ends with its
    // last blank is none.
    const said = after(text.trim(), 'final decision is ')?.trimStart().slice(0, 10).toLowerCase()
    if (said === undefined) return null
    if (said === 'response 1') return 'first'
    if (said === 'response 2') return 'second'
    return said.startsWith('tie') ? 'tie' : null
  },
}

/**
 * One response, a critique and a rating from 1 to 10. Read: the last "Rating: [[x]]". A text without a readable rating
 * counts 0.0, as in the source, and so does a number off the scale; the source stops at a rating that is no number.
 */
export const rating: Judge<number> = {
  id: 'rating',
  version: '2',
  source: `${usage}, extract_single_rating`,
  parse(text) {
    const rest = after(text, 'Rating: [[')
    const end = rest?.indexOf(']]') ?? -1
    const inside = end < 0 ? undefined : rest?.slice(0, end).trim()
    if (inside === undefined || !/^\d{1,2}(?:\.\d{0,12})?$/.test(inside)) return null
    const value = Number(inside)
    return value >= 1 && value <= 10 ? value : null
  },
}

/**
 * Two critiques of one response, compared by a third model. Read: the first line, which holds exactly one of "A:"
 * (the first critique is better), "B:" (the second) and "C:" (neither). A tie is no win, and neither is an answer without
 * exactly one option; both stay in the denominator, where the source stops at the latter.
 */
export const critiqueComparison: Judge<PairVerdict> = {
  id: 'critique-comparison',
  version: '1',
  source: 'GAIR-NLP/auto-j at 2ae17a3, codes/leaderboard/critique_eval.py, resolve_decision',
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
}

function after(text: string, mark: string): string | undefined {
  const at = text.lastIndexOf(mark)
  return at < 0 ? undefined : text.slice(at + mark.length)
}
