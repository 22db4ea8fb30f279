import { queuedJobs } from '../commands/find-by-comment.ts'
import { submit, type Submission } from '../commands/submit.ts'
import type { SlurmContext } from '../slurm-context.ts'

/** Who is told, and who may give it up. */
export interface SubmitOptions {
  readonly signal?: AbortSignal | undefined
  /** Told, at each try, why it is not submitted yet. */
  readonly onWaiting?: ((why: string) => void) | undefined
}

const lastLooks = 5

/**
 * Submits a script that no job of this comment waits or runs for. Where Slurm did not answer, it may have taken the
 * job: it is looked for before it is submitted again, and before it is given up.
 *
 * @returns the id, and whether it is of a job that was there before; the signal may be aborted by then, and the job is to be ended
 * @throws RuntimeError `runtimes/slurm-refused`; the signal's reason where Slurm has no such job
 */
export async function submitOnce(
  { call, clock, settings }: Pick<SlurmContext, 'call' | 'clock' | 'settings'>,
  submission: Submission & { readonly comment: string },
  { signal, onWaiting }: SubmitOptions = {},
): Promise<{ readonly id: string; readonly wasThere: boolean }> {
  let mayHaveIt = false
  const find = async () => {
    const queued = await queuedJobs(call)
    return queued && { id: queued.find(({ comment }) => comment === submission.comment)?.id }
  }
  for (;;) {
    if (signal?.aborted) break
    const found = await find()
    if (found?.id !== undefined) return { id: found.id, wasThere: true }
    if (found !== undefined) {
      // It is looked at again after a while: a question may be answered before the submission is carried out.
      mayHaveIt = false
      if (signal?.aborted) break
      const submitted = await submit(call, submission)
      if (typeof submitted === 'object') return { ...submitted, wasThere: false }
      mayHaveIt = submitted === 'no answer'
      onWaiting?.(
        submitted === 'later' ? 'Slurm takes no more jobs at present' : 'Slurm does not answer at present',
      )
    } else onWaiting?.('Slurm does not answer at present')
    await clock.sleep(settings.pollMs, signal).catch((error: unknown) => {
      if (!signal?.aborted) throw error
    })
  }
  for (let look = 0; mayHaveIt && look < lastLooks; look++) {
    const found = await find()
    if (found?.id !== undefined) return { id: found.id, wasThere: true }
    if (found !== undefined) break
    await clock.sleep(settings.pollMs)
  }
  throw signal?.reason
}
