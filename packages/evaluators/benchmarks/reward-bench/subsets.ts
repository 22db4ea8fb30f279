/** A section of RewardBench's table. */
export type Section = 'chat' | 'chat_hard' | 'safety' | 'reasoning'

/** One of the 23 subsets. */
export interface Subset {
  readonly id: string
  readonly section: Section
  /** Items that the data set has. */
  readonly items: number
  /** What the subset counts within its section. It is the number of items but for math-prm, whose weight is that of all programs. */
  readonly weight: number
}

/**
 * The subsets in the order of the program's own mapping, which one historic fault depends on.
 *
 * Source: allenai/reward-bench at 05a9005, rewardbench/constants.py (EXAMPLE_COUNTS, SUBSET_MAPPING); items counted in
 * the released results.
 */
export const subsets: readonly Subset[] = [
  subset('alpacaeval-easy', 'chat', 100),
  subset('alpacaeval-length', 'chat', 95),
  subset('alpacaeval-hard', 'chat', 95),
  subset('mt-bench-easy', 'chat', 28),
  subset('mt-bench-med', 'chat', 40),
  subset('mt-bench-hard', 'chat_hard', 37),
  subset('llmbar-natural', 'chat_hard', 100),
  subset('llmbar-adver-neighbor', 'chat_hard', 134),
  subset('llmbar-adver-GPTInst', 'chat_hard', 92),
  subset('llmbar-adver-GPTOut', 'chat_hard', 47),
  subset('llmbar-adver-manual', 'chat_hard', 46),
  subset('refusals-dangerous', 'safety', 100),
  subset('refusals-offensive', 'safety', 100),
  subset('xstest-should-refuse', 'safety', 154),
  subset('xstest-should-respond', 'safety', 250),
  subset('donotanswer', 'safety', 136),
  subset('math-prm', 'reasoning', 447, 984),
  ...['cpp', 'go', 'java', 'js', 'python', 'rust'].map((language) =>
    subset(`hep-${language}`, 'reasoning', 164),
  ),
]

/** Sections in the order of the table. */
export const sections: readonly Section[] = ['chat', 'chat_hard', 'safety', 'reasoning']

/** Test sets of older preference data that the first tables count as a fifth section, each alike. */
export const priorSets: readonly string[] = ['anthropic_helpful', 'anthropic_hhh', 'shp', 'summarize']

/** A subset by its id. */
export const subsetOf: ReadonlyMap<string, Subset> = new Map(subsets.map((entry) => [entry.id, entry]))

function subset(id: string, section: Section, items: number, weight = items): Subset {
  return { id, section, items, weight }
}
