import path from 'node:path'
import type { JobEnd, ProgramJob } from '../../job.ts'
import { scriptFile, writeScript } from '../script/write-script.ts'
import type { SlurmContext } from '../slurm-context.ts'
import { withSharedLock } from './shared-lock.ts'
import { jobComment, readRecord, writeRecord, type SlurmRecord } from './slurm-record.ts'
import { submitOnce } from './submit-once.ts'

/** A job that Slurm has. */
export interface BegunJob {
  readonly record: SlurmRecord
  /** Whether it was submitted just now, so that its log tells of its start; else it may have begun before. */
  readonly isNew: boolean
  /** Whether it was at work when it was found. */
  readonly isAtWork?: boolean
}

/** What a start goes on from. */
export type Count = Pick<SlurmRecord, 'progress' | 'fruitless'>

/** What brings a job to Slurm: one process at a time for a folder, whoever they are. */
export interface JobBeginnings {
  /** Finds the job that is at its folder already, or submits it. @returns undefined where its signal ended that */
  readonly first: () => Promise<BegunJob | undefined>
  /** Submits it again. @returns another process's where that was first; a count alone where it was started too often */
  readonly again: (old: SlurmRecord) => Promise<BegunJob | Count | undefined>
  /** Another start without a new submission. */
  readonly restarted: (old: SlurmRecord, restarts: number) => Promise<SlurmRecord>
}

/** @param of.follow - is called before it is submitted, so that none of its lines is missed */
export function jobBeginnings(
  job: ProgramJob,
  context: SlurmContext,
  of: {
    readonly script: () => Promise<string | undefined>
    readonly follow: () => Promise<void>
    readonly onWaiting: (message: string) => void
  },
): JobBeginnings {
  const { folder, name, signal } = job
  const { states, progressOf, settings } = context
  const locked = <T>(work: () => Promise<T>) =>
    withSharedLock(path.join(folder, 'slurm.lock'), work, { signal })

  async function begin(count: Count): Promise<BegunJob | undefined> {
    const text = await of.script()
    if (text === undefined) return undefined
    const script = path.join(folder, scriptFile)
    await writeScript(script, text)
    await of.follow()
    const { id, wasThere } = await submitOnce(
      context,
      { script, comment: jobComment(folder) },
      { signal, onWaiting: (why) => of.onWaiting(`${why}, and is asked again for ${name}`) },
    )
    return { record: await keep({ id, restarts: 0, ...count }), isNew: !wasThere }
  }

  async function keep(record: SlurmRecord): Promise<SlurmRecord> {
    await writeRecord(folder, record)
    return record
  }

  async function counted(kept?: SlurmRecord): Promise<Count> {
    const progress = await progressOf(folder)
    const hasAdvanced = kept === undefined || kept.progress !== progress
    return { progress, fruitless: hasAdvanced ? 0 : kept.fruitless + 1 }
  }

  return {
    first: () =>
      locked(async () => {
        const kept = await readRecord(folder)
        const state = kept === undefined ? 'unknown' : await states.next(kept.id)
        const isThere = state === 'no answer' || (typeof state === 'object' && state.phase !== 'ended')
        // An end that someone else saw is no start of ours.
        if (kept === undefined || !isThere) return begin(await counted())
        await of.follow()
        of.onWaiting(`waits for job ${kept.id} of Slurm, which is at ${name} in ${folder}`)
        const isAtWork = typeof state === 'object' && state.phase === 'running'
        return { record: kept, isNew: false, isAtWork }
      }),
    again: (old) =>
      locked(async () => {
        const kept = await readRecord(folder)
        if (kept !== undefined && kept.id !== old.id) return { record: kept, isNew: false }
        const count = await counted(old)
        return count.fruitless > settings.restarts ? count : begin(count)
      }),
    restarted: async (old, restarts) => keep({ ...old, ...(await counted(old)), restarts }),
  }
}

/** The end of a job that gets no further. */
export function givenUp({ progress }: Count, starts: number): JobEnd {
  return {
    state: 'failed',
    exitCode: null,
    signal: null,
    sentence: `it was started ${starts} times without getting beyond ${progress || 'its beginning'}, and is given up: see its log, and give it more time or memory`,
  }
}
