import { harmonicMean } from '@retable/stats'

/** Labels of one critique. */
export interface CritiqueLabels {
  /** Whether each of its units is factual. */
  readonly precision: readonly boolean[]
  /** Whether each unit of the reference critique is in it. */
  readonly recall: readonly boolean[]
}

/** Scores of one critique, in [0, 1]. */
export interface CritiqueScore {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/**
 * Precision, recall and their harmonic mean. "The Critique of Critique", arXiv 2401.04518v2; GAIR-NLP/MetaCritique at
 * 2868c7c, meta_critique/cal_meta_scores.py. A critique without units has precision 0, which is retable's own: the
 * source divides by zero.
 */
export function scoreCritique({ precision, recall }: CritiqueLabels): CritiqueScore {
  const [p, r] = [shareTrue(precision), shareTrue(recall)]
  return { precision: p, recall: r, f1: harmonicMean(p, r) }
}

function shareTrue(labels: readonly boolean[]): number {
  return labels.length === 0 ? 0 : labels.filter(Boolean).length / labels.length
}
