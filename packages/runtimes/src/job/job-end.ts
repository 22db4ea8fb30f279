import { exitCodes } from '@retable/trainer'
import type { JobEnd } from '../job.ts'
import type { ProcessEnd } from './process-end.ts'

const longestSentence = 2000

/** What the end of a job's process means. */
export function jobEnd(of: {
  readonly end: ProcessEnd
  /** The last line that it wrote. */
  readonly lastLine: string | undefined
  /** Whether the result file is there; undefined where the job names none. */
  readonly isDone: boolean | undefined
  readonly isTimedOut: boolean
  readonly resultFile: string | undefined
}): JobEnd {
  const { end, lastLine, isDone, isTimedOut, resultFile } = of
  const { exitCode, signal, cause, stopped } = end
  // Its own word counts: it may have come to its end just before it was stopped.
  if (isDone ?? (exitCode === 0 && !stopped)) return { state: 'done' }
  if (stopped) return { state: isTimedOut ? 'timed out' : 'cancelled' }
  // By SIGTERM also where it came before the program listened.
  if (exitCode === exitCodes.stopped || signal === 'SIGTERM') return { state: 'stopped' }
  return { state: 'failed', exitCode, signal, sentence: sentence().slice(0, longestSentence) }

  function sentence(): string {
    if (cause !== undefined) return `it could not be started: ${cause.message}`
    if (exitCode === 0) return `it ended as if it were done, and left no ${resultFile}`
    if (signal === 'SIGKILL') return 'it was killed, most likely because the machine ran out of memory'
    return lastLine ?? `it ended with ${signal ?? `code ${exitCode}`} and wrote nothing`
  }
}
