import type { JudgeBenchmark } from '@retable/core'
import { reportedItems } from './reported-items.ts'
import { pair } from './variants/pair.ts'
import { single } from './variants/single.ts'

/**
 * MT-Bench: 80 questions of two turns, judged by GPT-4. No table is recomputed: the official judgements are not pinned,
 * and no published table goes with those of others.
 */
export const benchmark: JudgeBenchmark = {
  kind: 'judge',
  id: 'mt-bench',
  version: '1',
  title: 'MT-Bench',
  citation: 'Zheng et al., "Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena", arXiv 2306.05685v4',
  variants: [single, pair],
  defaultVariant: 'single',
  // The turns of a question are one conversation.
  itemSource: (item) => item.split('/')[0]!,
  leaderboards: [],
  asking: async () => [
    (await import('./ask/single.ts')).singleRatings,
    (await import('./ask/pair.ts')).pairGames,
  ],
  reportedItems,
}
