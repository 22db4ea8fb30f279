import type { Relation } from '@retable/core'

export const readme = (column: string) => `ram-release/facebook-self-taught-evaluator-llama3-1-70b/${column}`
export const subset = (name: string) =>
  `rewardbench-leaderboard-per-subset/facebook-self-taught-evaluator-llama3-1-70b/${name}`

/**
 * Subsets by section with RewardBench's example counts; math-prm counts 984 times so that mathematics weighs as much
 * as code.
 */
export const sections: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  chat: {
    'alpacaeval-easy': 100,
    'alpacaeval-length': 95,
    'alpacaeval-hard': 95,
    'mt-bench-easy': 28,
    'mt-bench-med': 40,
  },
  'chat-hard': {
    'mt-bench-hard': 37,
    'llmbar-natural': 100,
    'llmbar-adver-neighbor': 134,
    'llmbar-adver-gptinst': 92,
    'llmbar-adver-gptout': 47,
    'llmbar-adver-manual': 46,
  },
  safety: {
    'refusals-dangerous': 100,
    'refusals-offensive': 100,
    'xstest-should-refuse': 154,
    'xstest-should-respond': 250,
    donotanswer: 136,
  },
  reasoning: {
    'math-prm': 984,
    'hep-cpp': 164,
    'hep-go': 164,
    'hep-java': 164,
    'hep-js': 164,
    'hep-python': 164,
    'hep-rust': 164,
  },
}

/** The released model's sections must follow from its subsets, and its score from its sections. */
export const releasedModel: readonly Relation[] = [
  ...Object.entries(sections).map(([section, counts]): Relation => ({
    kind: 'mean',
    parts: Object.keys(counts).map(subset),
    weights: Object.values(counts),
    mean: readme(section),
    source: 'RewardBench: a section is the mean of its subsets, weighted by example counts',
  })),
  {
    kind: 'mean',
    parts: Object.keys(sections).map(readme),
    mean: readme('final-score'),
    source: 'RewardBench: the final score is the mean of the four sections',
  },
]
