import type { Relation } from '@retable/core'
import { sections as rewardBenchSections, subsets } from '@retable/evaluators/reward-bench'

export const readme = (column: string) => `ram-release/facebook-self-taught-evaluator-llama3-1-70b/${column}`
export const subset = (name: string) =>
  `rewardbench-leaderboard-per-subset/facebook-self-taught-evaluator-llama3-1-70b/${name}`

/** What each subset counts within its section, by the cells' names: RewardBench's own weights. */
export const sections: Readonly<Record<string, Readonly<Record<string, number>>>> = Object.fromEntries(
  rewardBenchSections.map((section) => [
    section.replace('_', '-'),
    Object.fromEntries(
      subsets
        .filter((subset) => subset.section === section)
        .map(({ id, weight }) => [id.toLowerCase(), weight]),
    ),
  ]),
)

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
