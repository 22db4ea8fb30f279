import type { JobEnd, ProgramJob, WaitingServers } from '@retable/runtimes'
import { HarnessError } from '../../errors.ts'
import type { ServedContext } from './context.ts'

/** A command of the trainer's program. */
export interface Command extends Pick<
  ProgramJob,
  | 'name'
  | 'folder'
  | 'args'
  | 'reads'
  | 'resultFile'
  | 'inputFile'
  | 'gpus'
  | 'gpuIds'
  | 'nodes'
  | 'launcher'
  | 'next'
> {
  /** For sentences: `the training of base`. */
  readonly what: string
  /** Told what waits for it, as soon as it is given to a runtime that lets programs wait. */
  readonly onWaiting?: ((waiting: WaitingServers) => void) | undefined
}

/**
 * Runs a command of the trainer's program to its end.
 *
 * @throws HarnessError `harness/program` with the program's last sentence; the signal's reason
 */
export async function runProgram(
  { runtime, program, settings, onProgress }: ServedContext,
  { what, onWaiting, ...command }: Command,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted()
  const { threads } = settings
  const { ended, waiting } = runtime.run({ ...command, program, threads, signal, onProgress })
  if (waiting !== undefined) onWaiting?.(waiting)
  const end = await ended
  if (end.state === 'done') return
  signal?.throwIfAborted()
  throw new HarnessError('harness/program', `${what} ${howItEnded(end, command.folder)}`, {
    kind: 'environment',
  })
}

function howItEnded(end: Exclude<JobEnd, { readonly state: 'done' }>, folder: string): string {
  if (end.state === 'failed') return `failed: ${end.sentence} (its log is in ${folder}/log.txt)`
  return 'was stopped from elsewhere; run the command again, and it goes on from its checkpoint'
}
