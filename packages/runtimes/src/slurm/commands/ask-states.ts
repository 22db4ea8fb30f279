import { exitOf, phaseOf, secondsOf, type JobState } from './job-state.ts'
import type { SlurmAnswer, SlurmCall } from './slurm-call.ts'

// A comma ends a field's width, and a reason may have spaces: so each field has a width and a mark of its own.
const fields = ['JobArrayID', 'State', 'exit_code', 'RestartCnt', 'TimeUsed', 'TimeLimit', 'Reason']
const format = fields.map((field) => `${field}:64|`).join(',')
const idsOfOneCall = 1000

/**
 * What Slurm says of some jobs, by id: tasks of arrays as `12_3`. squeue is asked, and sacct, where there is one, for
 * those that it has forgotten. One that neither knows is left out: nothing is known of it.
 *
 * @returns undefined where Slurm does not answer at present
 */
export async function askStates(
  call: SlurmCall,
  ids: readonly string[],
): Promise<ReadonlyMap<string, JobState> | undefined> {
  const found = new Map<string, JobState>()
  for (let start = 0; start < ids.length; start += idsOfOneCall) {
    const some = ids.slice(start, start + idsOfOneCall)
    const words = ['--noheader', '--array', '--states=all', `--jobs=${some.join(',')}`, `--Format=${format}`]
    const answer = await call('squeue', words)
    if (answer.exitCode !== 0 && !knowsNone(answer)) return undefined
    for (const [id, state] of readQueue(answer.stdout)) found.set(id, state)
  }
  const known = new Set([...found.keys()].map((id) => id.split('_')[0]!))
  const gone = ids.filter((id) => !found.has(id) && !known.has(id))
  if (gone.length > 0) {
    for (const [id, state] of await askAccounts(call, gone)) if (!found.has(id)) found.set(id, state)
  }
  return found
}

/** With one id that it has forgotten, squeue fails; with several, it leaves that one out. */
function knowsNone({ stderr }: SlurmAnswer): boolean {
  return /invalid job id/i.test(stderr)
}

/** @param text - what squeue says: a line a job, in {@link fields} */
export function readQueue(text: string): [string, JobState][] {
  return text.split('\n').flatMap((line) => {
    const [id, state, exit, restarts, used, limit, reason] = line.split('|').map((part) => part.trim())
    const phase = phaseOf(state ?? '')
    if (id === undefined || phase === undefined) return []
    const ended = phase === 'ended' ? exitOf(exit!) : { exitCode: null, signal: null }
    const times = { usedSeconds: secondsOf(used!), limitSeconds: secondsOf(limit!) }
    return [
      [
        id,
        {
          phase,
          state: state!,
          reason: reason === 'None' ? '' : reason!,
          ...ended,
          restarts: Number(restarts) || 0,
          ...times,
        },
      ],
    ]
  })
}

/** It is late, so that only an end counts. */
async function askAccounts(call: SlurmCall, ids: readonly string[]): Promise<[string, JobState][]> {
  const words = [
    '--noheader',
    '--parsable2',
    '--allocations',
    '--format=JobID,State,ExitCode,ElapsedRaw,TimelimitRaw',
    `--jobs=${ids.join(',')}`,
  ]
  const answer = await call('sacct', words).catch(() => undefined)
  if (answer?.exitCode !== 0) return []
  return answer.stdout.split('\n').flatMap((line) => {
    const [id, words, exit, used, limit] = line.split('|')
    // `CANCELLED by 1000`.
    const state = words?.split(' ')[0] ?? ''
    if (id === undefined || exit === undefined || phaseOf(state) !== 'ended') return []
    const times = { usedSeconds: whole(used), limitSeconds: whole(limit, 60) }
    return [[id, { phase: 'ended' as const, state, reason: '', ...exitOf(exit), restarts: 0, ...times }]]
  })
}

/** In seconds, of a number of some unit; undefined for `UNLIMITED`, `Partition_Limit` and where it is not said. */
function whole(text: string | undefined, unit = 1): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) * unit : undefined
}
