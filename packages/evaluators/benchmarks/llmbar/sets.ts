/** A set of pairs. */
export interface JudgedSet {
  readonly id: string
  readonly items: number
  /** `natural` and `adversarial` are LLMBar's own five; the others were judged beside them. */
  readonly kind: 'natural' | 'adversarial' | 'processed' | 'case-study'
}

/**
 * The sets of the released results, named after their folders; LLMBar itself is the first five, 419 pairs.
 *
 * Source: Zeng et al., arXiv 2310.07641v2, sections 2 and 4; princeton-nlp/LLMBar at 900616b.
 */
export const sets: readonly JudgedSet[] = [
  { id: 'LLMBar/Natural', items: 100, kind: 'natural' },
  { id: 'LLMBar/Adversarial/Neighbor', items: 134, kind: 'adversarial' },
  { id: 'LLMBar/Adversarial/GPTInst', items: 92, kind: 'adversarial' },
  { id: 'LLMBar/Adversarial/GPTOut', items: 47, kind: 'adversarial' },
  { id: 'LLMBar/Adversarial/Manual', items: 46, kind: 'adversarial' },
  { id: 'Processed/FairEval', items: 66, kind: 'processed' },
  { id: 'Processed/LLMEval^2', items: 200, kind: 'processed' },
  { id: 'Processed/MT-Bench', items: 200, kind: 'processed' },
  { id: 'CaseStudy/Base_10', items: 54, kind: 'case-study' },
  { id: 'CaseStudy/Base_9', items: 54, kind: 'case-study' },
  { id: 'CaseStudy/Constraint', items: 89, kind: 'case-study' },
  { id: 'CaseStudy/Negation', items: 59, kind: 'case-study' },
  { id: 'CaseStudy/Normal', items: 59, kind: 'case-study' },
]

/** LLMBar's own subsets by the last part of their name, as a user's file may call them: Natural, Neighbor, ... */
export const subsets: readonly JudgedSet[] = sets.filter(
  ({ kind }) => kind === 'natural' || kind === 'adversarial',
)

/** The subset of a name, whole or its last part, in any case. */
export function subsetNamed(name: string): JudgedSet | undefined {
  const wanted = name.toLowerCase()
  return subsets.find(({ id }) => [id.toLowerCase(), shortName(id).toLowerCase()].includes(wanted))
}

/** `Natural` of `LLMBar/Natural`. */
export function shortName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1)
}
