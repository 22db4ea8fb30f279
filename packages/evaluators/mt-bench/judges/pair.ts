import type { Judge, PairVerdict } from '@retable/core'

/** The marks of the pairwise prompts; the first of this list that a text holds decides, wherever it stands. */
const marks: readonly (readonly [mark: string, verdict: PairVerdict])[] = [
  ['[[A]]', 'first'],
  ['[[B]]', 'second'],
  ['[[C]]', 'tie'],
]

/**
 * Two answers side by side, in both orders. arXiv 2306.05685v4, sections 3.1 and 3.4. A text with both [[A]] and [[B]]
 * is for the first.
 *
 * A tie in the first game, or games that disagree, make the row a tie: half a win for each. A row with a game that has
 * no verdict is left out.
 */
export const pairJudge: Judge<PairVerdict> = {
  id: 'pair',
  version: '1',
  source: 'arXiv 2306.05685v4, sections 3.1 and 3.4; FastChat at 0e6d3e4, llm_judge, run_judge_pair',
  parse: (text) => marks.find(([mark]) => text.includes(mark))?.[1] ?? null,
}
