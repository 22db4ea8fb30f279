import { queuedJobs } from '../commands/find-by-comment.ts'
import { submit, type Submission } from '../commands/submit.ts'
import type { SlurmContext } from '../slurm-context.ts'

/**
 * Submits a script that no job of this comment waits or runs for. Where Slurm did not answer, it may have taken the
 * job: it is looked for before it is submitted again.
 *
 * @returns the id, and whether it is of a job that was there before
 * @throws RuntimeError `runtimes/slurm-refused`; the signal's reason
 */
export async function submitOnce(
  { call, clock, settings }: SlurmContext,
  submission: Submission & { readonly comment: string },
  signal?: AbortSignal,
): Promise<{ readonly id: string; readonly wasThere: boolean }> {
  for (;;) {
    signal?.throwIfAborted()
    const queued = await queuedJobs(call)
    if (queued !== undefined) {
      const there = queued.find(({ comment }) => comment === submission.comment)
      if (there !== undefined) return { id: there.id, wasThere: true }
      const submitted = await submit(call, submission)
      if (typeof submitted === 'object') return { ...submitted, wasThere: false }
    }
    await clock.sleep(settings.pollMs, signal)
  }
}
