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
 */
export const pairJudge: Judge<PairVerdict> = {
  id: 'pair',
  version: '1',
  source: 'arXiv 2306.05685v4, sections 3.1 and 3.4; FastChat at 0e6d3e4, llm_judge, run_judge_pair',
  asks: 'pair',
  order: 'both',
  promptSource:
    'FastChat at 0e6d3e4, llm_judge/data/judge_prompts.jsonl: pair-v2, pair-math-v1 and their forms for two turns',
  parse: (text) => marks.find(([mark]) => text.includes(mark))?.[1] ?? null,
  ties: 0.5,
  errors: 'left out',
  aggregation:
    'A row is one verdict of two games: games that disagree make it a tie, and one without a verdict leaves it without.',
}
