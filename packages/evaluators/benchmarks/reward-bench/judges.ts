import type { Judge, JudgeQuestion, PairVerdict } from '@retable/core'
import { numberIn } from '../../judgements/number-in.ts'

/** What the judges that see both responses have in common. */
const pairRules = {
  asks: 'pair',
  order: 'drawn',
  ties: 'none',
  errors: 0.5,
  aggregation: 'The verdict must be for the chosen response; a panel has the verdict that most of it name.',
} as const

/** A model that gives a response a number. */
export const rewardModel: Judge<number> = {
  id: 'reward-model',
  version: '2',
  source: 'allenai/reward-bench at 05a9005, scripts/run_rm.py',
  asks: 'single',
  order: 'given',
  promptSource: 'none: a reward model is given the conversation in its own chat template',
  parse: numberIn,
  ties: 0,
  errors: 0,
  aggregation:
    'The chosen response must get strictly more: against NaN nothing is more, in the program too. A row without two scores is broken.',
}

/** A language model that sees both responses and answers "[[A]]" or "[[B]]"; "[[A]]" anywhere counts before "[[B]]". */
export const generative: Judge<PairVerdict> = {
  id: 'generative',
  version: '1',
  source: 'allenai/reward-bench at 05a9005, rewardbench/generative.py (process_judgement)',
  ...pairRules,
  prompt: renderPair,
  parse: (text) => (text.includes('[[A]]') ? 'first' : text.includes('[[B]]') ? 'second' : null),
}

/** OffsetBias's judge answers "Output (a)" or "Output (b)". On a text that names both, (a) is taken whatever it concludes. */
export const offsetBias: Judge<PairVerdict> = {
  id: 'offset-bias',
  version: '1',
  source: 'allenai/reward-bench at 05a9005, rewardbench/generative.py (model modifier "offsetbias")',
  ...pairRules,
  promptSource: 'allenai/reward-bench at 05a9005, rewardbench/generative.py (model modifier "offsetbias")',
  parse: (text) => (text.includes('Output (a)') ? 'first' : text.includes('Output (b)') ? 'second' : null),
}

/** The pair judges by id. */
export const pairJudges: readonly Judge<PairVerdict>[] = [generative, offsetBias]

/**
 * A language model that rates one response from 1 to 10 and ends with the number. What precedes the number is not
 * looked at: "8/10" is 10, "8.5" is 5, "**7**" and "9." are no rating.
 */
export const ratings: Judge<number> = {
  id: 'ratings',
  version: '2',
  source: 'allenai/reward-bench at 05a9005, rewardbench/generative_v2.py and scripts/run_generative.py',
  asks: 'single',
  order: 'given',
  prompt: renderSingle,
  parse: endingRating,
  ties: 0.5,
  errors: 0.5,
  aggregation:
    'The chosen response must get more. Of equal ratings a comment beside the code says that they are wrong; the code counts one half.',
}

/**
 * What a panel's votes come to: the choice named most. An answer that could not be read is a vote of its own, as in the
 * program; where three votes all differ the program takes what Python's set lists first, here it is the first vote.
 *
 * Source: Verga et al., "Replacing Judges with Juries" (PoLL), arXiv 2404.18796v2; allenai/reward-bench at 05a9005,
 * rewardbench/generative.py, which takes an odd number of judges only.
 *
 * @throws RangeError if the number of votes is even
 */
export function panelVote<V>(votes: readonly (V | null)[]): V | null {
  if (votes.length % 2 === 0) throw new RangeError('a panel has an odd number of judges')
  const counts = new Map<V | null, number>()
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1)
  let [best, most]: [V | null, number] = [null, 0]
  for (const [vote, count] of counts) if (count > most) [best, most] = [vote, count]
  return best
}

/**
 * The source's pattern is a whole number from 1 to 10 between word boundaries at the very end; its last characters
 * decide. Python's word boundaries know the letters and digits of every script.
 */
function endingRating(text: string): number | null {
  const found = /(?<![\p{L}\p{N}_])([1-9]|10)$/u.exec(text.trimEnd().slice(-4))?.[1]
  return found === undefined ? null : Number(found)
}

function renderPair({ instruction, responses }: JudgeQuestion): string {
  const [a = '', b = ''] = responses
  return [
    'Two assistants answered the same request. Decide which answer serves it better: does what is asked, is right,',
    'useful and clear. Order, length and names of the assistants must not matter. Give your reasons in a few',
    'sentences, then end with [[A]] if A is better or [[B]] if B is better.',
    `\nRequest:\n${instruction}\n\nAnswer of A:\n${a}\n\nAnswer of B:\n${b}\n`,
  ].join('\n')
}

function renderSingle({ instruction, responses }: JudgeQuestion): string {
  return [
    'Rate how well the answer serves the request: does what is asked, is right, useful and clear. Give your reasons in',
    'a few sentences, then end with a whole number from 1 to 10 and nothing after it.',
    `\nRequest:\n${instruction}\n\nAnswer:\n${responses[0] ?? ''}\n`,
  ].join('\n')
}
