import type { EvalProgress } from '@retable/harness/evals'
import { grouped, shareText } from '@retable/report'
import { paceText, startPace } from '../../pace.ts'
import type { Progress } from '../../progress.ts'

/** Shows where an evaluation stands: how many answers, how fast, how long still, and the score so far. */
export function showEvalProgress(benchmark: string, progress: Progress): (state: EvalProgress) => void {
  const pace = startPace(0)
  return ({ counts, held, score }) => {
    const done = counts.wanted - counts.notAsked + held
    // Answers of the store come first, and in no time.
    pace.note(done - counts.fromStore)
    const mean = score.n === 0 ? '' : `   accuracy ${shareText(score.sum / score.n, score.n)}`
    const cut = counts.truncated + held > 0 ? `, ${share(counts.truncated + held, done)} cut` : ''
    progress.update(
      `${benchmark}: ${grouped(done)} of ${grouped(counts.wanted)} answers${paceText(pace.rate(), counts.wanted - done)}${mean}${cut}`,
    )
  }
}

function share(part: number, of: number): string {
  return `${((100 * part) / Math.max(1, of)).toFixed(1)} %`
}
