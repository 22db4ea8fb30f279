import { RunState } from './run-state.ts'

/** Does a few requests as a run of their own, which ends when the signal aborts. */
export async function asOneRun<T>(
  signal: AbortSignal | undefined,
  perform: (run: RunState) => Promise<T>,
): Promise<T> {
  const run = new RunState({ firstFailures: Infinity })
  const onAbort = () => run.cancel.abort(signal!.reason as Error)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort)
  try {
    return await perform(run)
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
