import type { Judge, JudgeQuestion, PairVerdict } from '@retable/core'

const errors = 'An answer without a verdict counts one half.'

/** A model that gives a response a number: the chosen one must get strictly more. */
export const rewardModel: Judge<number> = {
  id: 'reward-model',
  version: '1',
  source: 'allenai/reward-bench at 05a9005, scripts/run_rm.py',
  asks: 'single',
  order: 'given',
  parse: (text) => (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text.trim()) ? Number(text) : null),
  ties: 'Equal scores are wrong: the chosen response must get strictly more.',
  errors: 'A row without two numbers is broken and is not counted.',
}

/** A language model that sees both responses and answers "[[A]]" or "[[B]]"; "[[A]]" anywhere counts before "[[B]]". */
export const generative: Judge<PairVerdict> = {
  id: 'generative',
  version: '1',
  source:
    'allenai/reward-bench at 05a9005, rewardbench/generative.py (process_judgement); wording of the prompt: own',
  asks: 'pair',
  order: 'drawn',
  render: renderPair,
  parse: (text) => (text.includes('[[A]]') ? 'first' : text.includes('[[B]]') ? 'second' : null),
  ties: 'There is no tie: the judge is asked for A or B.',
  errors,
}

/** OffsetBias's judge answers "Output (a)" or "Output (b)". On a text that names both, (a) is taken whatever it concludes. */
export const offsetBias: Judge<PairVerdict> = {
  id: 'offset-bias',
  version: '1',
  source: 'allenai/reward-bench at 05a9005, rewardbench/generative.py (model modifier "offsetbias")',
  asks: 'pair',
  order: 'drawn',
  parse: (text) => (text.includes('Output (a)') ? 'first' : text.includes('Output (b)') ? 'second' : null),
  ties: 'There is no tie: the judge is asked for (a) or (b).',
  errors,
}

/**
 * A language model that rates one response from 1 to 10 and ends with the number. What precedes the number is not
 * looked at: "8/10" is 10, "8.5" is 5, "**7**" and "9." are no rating.
 */
export const ratings: Judge<number> = {
  id: 'ratings',
  version: '1',
  source: 'allenai/reward-bench at 05a9005, rewardbench/generative_v2.py and scripts/run_generative.py',
  asks: 'single',
  order: 'given',
  render: renderSingle,
  parse: endingRating,
  ties: 'Equal ratings count one half (a comment beside the code says wrong; the code says one half).',
  errors: 'A missing rating on either side counts one half.',
}

/**
 * What a panel's votes come to: the choice named most. An answer that could not be read is a vote of its own, as in the
 * program; where three votes all differ the program takes what Python's set lists first, here it is the first vote.
 *
 * Source: Verga et al., "Replacing Judges with Juries" (PoLL), arXiv 2404.18796v2; allenai/reward-bench at 05a9005,
 * rewardbench/generative.py.
 */
export function panelVote<V>(votes: readonly (V | null)[]): V | null {
  const counts = new Map<V | null, number>()
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1)
  let [best, most]: [V | null, number] = [null, 0]
  for (const [vote, count] of counts) if (count > most) [best, most] = [vote, count]
  return best
}

/** The source's pattern is a whole number from 1 to 10 between word boundaries at the very end; its last three characters decide. */
function endingRating(text: string): number | null {
  const found = /\b([1-9]|10)$/.exec(text.trimEnd().slice(-3))?.[1]
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
