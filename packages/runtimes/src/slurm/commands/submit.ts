import { RuntimeError } from '../../errors.ts'
import type { SlurmAnswer, SlurmCall } from './slurm-call.ts'

/** What is said of a script at its submission alone. */
export interface Submission {
  readonly script: string
  /** Ids of jobs that must have ended well before it. */
  readonly after?: readonly string[] | undefined
  /** Indices of an array: `0-4,7`. */
  readonly array?: string | undefined
}

/** `later`: as many jobs are queued as may be. */
export type Submitted = { readonly id: string } | 'later' | 'no answer'

/** The words of sbatch: what is no part of a script. */
export function submitWords({ script, after = [], array }: Submission): string[] {
  return [
    '--parsable',
    ...(after.length === 0 ? [] : [`--dependency=afterok:${after.join(':')}`, '--kill-on-invalid-dep=yes']),
    ...(array === undefined ? [] : [`--array=${array}`]),
    script,
  ]
}

/**
 * Hands a script to Slurm.
 *
 * @throws RuntimeError `runtimes/slurm-refused` with Slurm's own words
 */
export async function submit(call: SlurmCall, submission: Submission): Promise<Submitted> {
  const { script } = submission
  const answer = await call('sbatch', submitWords(submission))
  const id = /^(\d+)(;.*)?$/m.exec(answer.stdout.trim())?.[1]
  if (answer.exitCode === 0 && id !== undefined) return { id }
  // The last line speaks of the job submit limit whatever limit it was; the one before it names that.
  if (/(?:Max|Grp)SubmitJobs?|temporarily unable to accept/i.test(answer.stderr)) return 'later'
  if (isSilent(answer)) return 'no answer'
  const words = answer.stderr
    .trim()
    .split('\n')
    .slice(-2)
    .map((line) => line.replace(/^sbatch: (error: )?/, ''))
    .join('; ')
  throw new RuntimeError(
    'runtimes/slurm-refused',
    `Slurm does not take the job (${words || `sbatch ended with ${answer.exitCode}`}): see ${script}, and the settings for Slurm`,
  )
}

/** Whether the controller may not have been heard: it may have taken the job all the same. */
export function isSilent({ exitCode, stderr }: SlurmAnswer): boolean {
  return (
    exitCode === null ||
    /unable to contact|connection refused|timed out|connection reset|zero bytes were transmitted|in standby/i.test(
      stderr,
    )
  )
}
