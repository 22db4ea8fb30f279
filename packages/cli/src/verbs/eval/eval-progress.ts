import type { EvalProgress } from '@retable/harness/evals'
import { grouped, shareText } from '@retable/report'
import type { Progress } from '../../progress.ts'

/** Shows where an evaluation stands: how many answers, how fast, how long still, and the score so far. */
export function showEvalProgress(benchmark: string, progress: Progress): (state: EvalProgress) => void {
  const begin = performance.now()
  let stored = 0
  return ({ counts, held, score }) => {
    stored = counts.fromStore
    const done = counts.wanted - counts.notAsked + held
    const seconds = (performance.now() - begin) / 1000
    const rate = (done - stored) / seconds
    const left = rate > 0 ? `, ${clock((counts.wanted - done) / rate)} left` : ''
    const mean = score.n === 0 ? '' : `   accuracy ${shareText(score.sum / score.n, score.n)}`
    const cut = counts.truncated + held > 0 ? `, ${share(counts.truncated + held, done)} cut` : ''
    progress.update(
      `${benchmark}: ${grouped(done)} of ${grouped(counts.wanted)} answers, ${rateText(rate)}${left}${mean}${cut}`,
    )
  }
}

/** A slow one by the minute. */
function rateText(perSecond: number): string {
  if (perSecond >= 1 || perSecond === 0) return `${perSecond.toFixed(1)}/s`
  return `${(60 * perSecond).toFixed(1)}/min`
}

function share(part: number, of: number): string {
  return `${((100 * part) / Math.max(1, of)).toFixed(1)} %`
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
