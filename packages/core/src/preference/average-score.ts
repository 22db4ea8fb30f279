import type { Judged, Question } from '../recipe/lab.ts'

/** A question with the mean of what its judgements gave. */
export interface Scored<Q> {
  readonly of: Q
  /** Of the judgements that could be read; null where none could. */
  readonly score: number | null
  /** How many could be read. */
  readonly read: number
}

/** Averages a judge's scores of each question; judgements that could not be read are left out. */
export function averageScores<Q extends Question>(judged: readonly Judged<Q, number>[]): Scored<Q>[] {
  return judged.map(({ of, judgements }) => {
    const scores = judgements.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]))
    const sum = scores.reduce((total, score) => total + score, 0)
    return { of, score: scores.length === 0 ? null : sum / scores.length, read: scores.length }
  })
}
