import type { Judge, PairVerdict } from '@retable/core'

/** The marks of the pairwise prompts; the first of this list that a text holds decides, wherever it stands. */
const marks: readonly (readonly [mark: string, verdict: PairVerdict])[] = [
  ['[[A]]', 'first'],
  ['[[B]]', 'second'],
  ['[[C]]', 'tie'],
]

/** The verdict in a text that ends in [[A]], [[B]] or [[C]]; a text with both [[A]] and [[B]] is for the first. */
export function readPairMark(text: string): PairVerdict | null {
  return marks.find(([mark]) => text.includes(mark))?.[1] ?? null
}

/** The verdict in a text that rates both answers: `[[8,7.5]]`, else `[8, 7.5]`; at most 0.1 apart is a tie. */
export function readTwoRatings(text: string): PairVerdict | null {
  const number = String.raw`(\d+(?:\.\d*)?)`
  const found =
    new RegExp(String.raw`\[\[${number},\s?${number}\]\]`).exec(text) ??
    new RegExp(String.raw`\[${number},\s?${number}\]`).exec(text)
  if (found === null) return null
  const [first, second] = [Number(found[1]), Number(found[2])]
  if (Math.abs(first - second) <= 0.1) return 'tie'
  return first > second ? 'first' : 'second'
}

/** Two answers side by side, in both orders. arXiv 2306.05685v4, sections 3.1 and 3.4. */
export const pairJudge: Judge<PairVerdict> = {
  id: 'pair',
  version: '1',
  source: 'arXiv 2306.05685v4, sections 3.1 and 3.4; FastChat at 0e6d3e4, llm_judge, run_judge_pair',
  asks: 'pair',
  order: 'both',
  parse: readPairMark,
  ties: 'A tie in the first game, or games that disagree, make the row a tie: half a win for each.',
  errors: 'A row with a game that has no verdict is left out.',
}

/** The same with a rating for each answer; none of MT-Bench's own prompts asks for this form. */
export const pairRatingsJudge: Judge<PairVerdict> = {
  ...pairJudge,
  id: 'pair-ratings',
  source: 'FastChat at 0e6d3e4, llm_judge, run_judge_pair, output format [[rating_a,rating_b]]',
  parse: readTwoRatings,
}
