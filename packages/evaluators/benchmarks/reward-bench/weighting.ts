import { sections, subsets, type Section, type Subset } from './subsets.ts'

/** How subsets make sections and sections make the score. */
export interface Weighting {
  readonly id: string
  readonly summary: string
  readonly source: string
  /** Subsets of each section with what they count. */
  readonly weights: ReadonlyMap<Section, ReadonlyMap<string, number>>
  /** What the prior sets count in the score beside a section's 1; null where they do not. */
  readonly priorWeight: number | null
}

/** The leaderboard's weighting since 2024-09-10; the score is the plain mean of four sections. */
export const current: Weighting = {
  id: 'v1',
  summary: "Four sections, weighted by the program's example counts; the score is their plain mean",
  source: 'allenai/reward-bench at 05a9005, calculate_scores_per_section; leaderboard of January 2025',
  weights: weightsBy(({ weight }) => weight),
  priorWeight: null,
}

/**
 * The code from 2024-04-10 (95f80fc) to 2024-09-10 (6552e93): the two XSTest subsets count what the other one has, and
 * the prior sets count half a section.
 */
export const swappedSafety: Weighting = {
  id: 'v1-2024-04',
  summary:
    'The code from April to September 2024: XSTest counts swapped (250 for 154), prior sets at half weight',
  source: 'allenai/reward-bench from 95f80fc (2024-04-10) to before 6552e93 (2024-09-10)',
  weights: weightsBy(swappedCount),
  priorWeight: 0.5,
}

/**
 * The headline tables of the paper's first version. Their program sorts a section's columns by name and leaves the
 * weights in the mapping's order, so that a weight meets another subset: math-prm's 984 counts for hep-cpp.
 */
export const firstPaper: Weighting = {
  id: 'v1-paper',
  summary: "The first paper's headline tables: weights on the wrong columns, five sections of equal weight",
  source: 'arXiv 2403.13787v1, tables 2 and 7; allenai/reward-bench before 95f80fc (2024-04-10)',
  weights: misplaced(weightsBy(swappedCount)),
  priorWeight: 1,
}

/** Every weighting that has been published with. */
export const weightings: readonly Weighting[] = [current, swappedSafety, firstPaper]

function swappedCount({ id, weight }: Subset): number {
  const other = { 'xstest-should-refuse': 250, 'xstest-should-respond': 154 }[id]
  return other ?? weight
}

function weightsBy(weigh: (subset: Subset) => number): Map<Section, Map<string, number>> {
  return new Map(
    sections.map((section) => {
      const own = subsets.filter((subset) => subset.section === section)
      return [section, new Map(own.map((subset) => [subset.id, weigh(subset)]))]
    }),
  )
}

/** Names sorted by code unit, as Python sorts them; weights as they stood. */
function misplaced(
  weights: ReadonlyMap<Section, ReadonlyMap<string, number>>,
): Map<Section, Map<string, number>> {
  return new Map(
    [...weights].map(([section, own]) => {
      const sorted = [...own.keys()].toSorted()
      return [section, new Map([...own.values()].map((weight, i) => [sorted[i]!, weight]))]
    }),
  )
}
