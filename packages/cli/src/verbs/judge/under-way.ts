import type { ConverseProgress } from '@retable/harness/judging'
import { grouped } from '@retable/report'
import { CliError, stopped } from '../../errors.ts'
import { paceText, startPace } from '../../pace.ts'
import type { OpenEvaluation } from '../eval/open-evaluation.ts'

/** What conversations at an open endpoint are held with. */
export interface UnderWayTools {
  readonly store: OpenEvaluation['store']
  /** Aborts too when a model that is served here has ended by itself. */
  readonly signal: AbortSignal
  readonly onProgress: (state: ConverseProgress) => void
  readonly onWait: () => void
}

/** Does what asks, and shows how far it is. */
export async function underWay<T>(
  what: string,
  { endpoint, store, progress, notice }: OpenEvaluation,
  signal: AbortSignal,
  work: (tools: UnderWayTools) => Promise<T>,
): Promise<T> {
  let pace: ReturnType<typeof startPace> | undefined
  let stood = ''
  const onProgress = ({ answered, failed, wanted, isAsking }: ConverseProgress) => {
    stood = `${what}: ${grouped(answered)} of ${grouped(wanted)} answers are kept`
    if (isAsking) pace ??= startPace(answered)
    pace?.note(answered)
    const failures = failed > 0 ? `, ${grouped(failed)} failed` : ''
    progress.update(
      `${what}: ${grouped(answered)} of ${grouped(wanted)} answers${failures}${paceText(pace?.rate() ?? 0, wanted - answered - failed)}`,
    )
  }
  const onWait = () => notice(`${what}: another process asks the same; waiting for it, to take its answers`)
  try {
    return await work({ store, signal: AbortSignal.any([signal, endpoint.lost]), onProgress, onWait })
  } catch (error) {
    if (!signal.aborted) throw error
    throw new CliError(stopped, `stopped; ${stood || what}; the same command goes on`, { cause: error })
  }
}
