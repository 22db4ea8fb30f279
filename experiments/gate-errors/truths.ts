/** Numbers of items: HumanEval's, a small test set, GSM8K's, a large one. */
export const sizes = [164, 500, 1319, 5000] as const

/** The drop that is allowed: two points. */
export const margin = 0.02

/** Shares of items that are right for one side alone. */
export const discordances = [0.05, 0.1, 0.2, 0.3] as const

/** The baseline's share of right items, of which only the unpaired test knows. */
export const baselineShare = 0.7

/** One benchmark's truth. */
export interface Truth {
  readonly drop: number
  readonly discordance: number
}

/** How likely an item is right for the candidate alone, for the baseline alone, and of all others right for both. */
export function chancesOf({ drop, discordance }: Truth) {
  const all = Math.max(drop, discordance)
  const [better, worse] = [(all - drop) / 2, (all + drop) / 2]
  return { better, worse, both: (baselineShare - worse) / (1 - all) }
}
