import type { EvalProgress } from '@retable/harness/evals'
import { grouped, shareText } from '@retable/report'
import { paceText, startPace } from '../../pace.ts'
import type { Progress } from '../../progress.ts'

/** Shows where an evaluation stands: how many answers, how fast, how long still, and the score so far. */
export function showEvalProgress(benchmark: string, progress: Progress): (state: EvalProgress) => void {
  const pace = startPace(0)
  return (state) => {
    const { counts, held, isAsking, score } = state
    const failed = failedOf(state)
    const answered = answeredOf(state)
    // What is in the store comes first, and in no time.
    const asked = answered + failed - counts.fromStore
    pace.note(asked)
    if (asked === 0) {
      const stored = `${grouped(answered)} of ${grouped(counts.wanted)} answers from the store`
      const first = answered === 0 ? `asking for the first of ${grouped(counts.wanted)} answers` : undefined
      return progress.update(
        `${benchmark}: ${isAsking ? (first ?? `${stored}; asking for the first of the others`) : stored}`,
      )
    }
    const mean = score.n === 0 ? '' : `   accuracy ${shareText(score.sum / score.n, score.n)}`
    const cut = counts.truncated + held > 0 ? `, ${share(counts.truncated + held, answered)} cut` : ''
    const failures = failed > 0 ? `, ${grouped(failed)} failed` : ''
    progress.update(
      `${benchmark}: ${grouped(answered)} of ${grouped(counts.wanted)} answers${failures}${paceText(pace.rate(), counts.wanted - answered - failed)}${mean}${cut}`,
    )
  }
}

/** Answers that there are: those that failed are none. */
export function answeredOf(state: Pick<EvalProgress, 'counts' | 'held'>): number {
  const { counts, held } = state
  return counts.wanted - counts.notAsked + held - failedOf(state)
}

function failedOf({ counts }: Pick<EvalProgress, 'counts'>): number {
  return Object.values(counts.failed).reduce((sum, each) => sum + each, 0)
}

function share(part: number, of: number): string {
  return `${((100 * part) / Math.max(1, of)).toFixed(1)} %`
}
