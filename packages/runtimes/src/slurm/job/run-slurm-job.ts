import { appendFile, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { RuntimeError } from '../../errors.ts'
import { followFile, type FollowedFile } from '../../job/follow-file.ts'
import { isDone } from '../../job/is-done.ts'
import type { JobEnd, ProgramJob } from '../../job.ts'
import type { KnownState } from '../commands/watch-states.ts'
import { headerPattern } from '../script/program-script.ts'
import { scriptFile, writeScript } from '../script/write-script.ts'
import type { SlurmContext } from '../slurm-context.ts'
import { endedAs } from './ended-as.ts'
import { lastEnd } from './last-end.ts'
import { jobComment, readRecord, writeRecord, type SlurmRecord } from './slurm-record.ts'
import { stopper } from './stopper.ts'
import { withSharedLock } from './shared-lock.ts'
import { submitOnce } from './submit-once.ts'

/**
 * Runs a job by Slurm: submits its script, or finds the job that is at its folder already, and waits for its end. The
 * result file decides; then what Slurm says. It outlives this process.
 *
 * @param script - the text of its script, made when it is needed
 * @param onActive - told, each time that Slurm is asked, which job waits or runs
 * @throws RuntimeError `runtimes/slurm-refused`, `runtimes/no-slurm`, `runtimes/slurm-unknown`
 */
export async function runSlurmJob(
  job: ProgramJob,
  context: SlurmContext,
  script: () => Promise<string | undefined>,
  onActive?: (job: ActiveJob) => void,
): Promise<JobEnd> {
  const { folder, name, signal, onProgress } = job
  const { clock, settings, states, progressOf } = context
  const tell = (stage: 'waiting' | 'starting', message: string) => onProgress?.({ stage, message })
  if (signal?.aborted) return { state: 'cancelled' }
  if (await isDone(job)) return { state: 'done' }

  const lockFile = path.join(folder, 'slurm.lock')
  const logFile = path.join(folder, 'log.txt')
  await appendFile(logFile, '')
  let hasStarted = false
  let isFollowed = false
  const started = (agoMs = 0) => {
    stop.started(agoMs)
    if (hasStarted) return
    hasStarted = true
    tell('starting', `starts ${name}`)
  }
  const stop = stopper(job, context)
  let followed: FollowedFile | undefined
  const follow = async () => {
    const { size } = await stat(logFile)
    followed ??= followFile(logFile, size, (line) =>
      headerPattern.test(line) ? started() : job.onOutput?.(line),
    )
  }
  const begin = async (count: Count): Promise<SlurmRecord | undefined> => {
    const text = await script()
    if (text === undefined) return undefined
    await writeScript(path.join(folder, scriptFile), text)
    await follow()
    const { id, wasThere } = await submitOnce(
      context,
      { script: path.join(folder, scriptFile), comment: jobComment(folder) },
      { signal, onWaiting: (why) => tell('waiting', `${why}, and is asked again for ${name}`) },
    )
    isFollowed = !wasThere
    return keep({ id, restarts: 0, ...count })
  }
  const counted = async (kept?: SlurmRecord): Promise<Count> => {
    const progress = await progressOf(folder)
    const hasAdvanced = kept === undefined || kept.progress !== progress
    return { progress, fruitless: hasAdvanced ? 0 : kept.fruitless + 1 }
  }
  const givenUp = ({ progress }: Count, starts: number): JobEnd => ({
    state: 'failed',
    exitCode: null,
    signal: null,
    sentence: `it was started ${starts} times without getting beyond ${progress || 'its beginning'}, and is given up: see its log, and give it more time or memory`,
  })

  try {
    let record = await withSharedLock(
      lockFile,
      async () => {
        const kept = await readRecord(folder)
        const state = kept === undefined ? 'unknown' : await states.next(kept.id)
        if (
          kept !== undefined &&
          (state === 'no answer' || (state !== 'unknown' && state.phase !== 'ended'))
        ) {
          await follow()
          tell('waiting', `waits for job ${kept.id} of Slurm, which is at ${name} in ${folder}`)
          hasStarted = typeof state === 'object' && state.phase === 'running'
          return kept
        }
        // An end that someone else saw is no start of ours.
        return begin(await counted())
      },
      { signal },
    )
    if (record === undefined) return { state: 'cancelled' }
    stop.of(record.id)
    let unknownSince: number | undefined
    let told = ''
    for (;;) {
      const state = await states.next(record.id)
      if (isKnown(state)) unknownSince = undefined
      else if (await isDone(job)) return finished('done')
      if (state === 'unknown') {
        unknownSince ??= clock.now()
        if (clock.now() - unknownSince > settings.unknownMs) throw unknownJob(record.id, job)
      }
      if (!isKnown(state)) {
        say(
          `Slurm ${state === 'unknown' ? `knows nothing of job ${record.id}` : 'does not answer'} at present, and is asked again`,
        )
        continue
      }
      if (state.restarts > record.restarts) {
        record = await keep({ ...record, ...(await counted(record)), restarts: state.restarts })
        if (record.fruitless > settings.restarts) {
          await stop.now()
          return finished(givenUp(record, record.fruitless + 1))
        }
      }
      if (state.phase !== 'ended') onActive?.({ id: record.id, restarts: state.restarts })
      if (state.phase === 'pending') {
        say(
          `${name} waits in Slurm’s queue as job ${record.id}${state.reason === '' ? '' : ` (${state.reason})`}`,
        )
        await stop.pending()
        continue
      }
      if (state.phase === 'running') {
        // Its line in the log says it best, but may have been written before that was followed.
        const seconds = state.usedSeconds ?? 0
        if (!isFollowed || seconds > lateSeconds) started(seconds * 1000)
        continue
      }
      if (
        stop.reason() === undefined &&
        !(await isDone(job)) &&
        endedAs(state, settings.graceSeconds) === 'again'
      ) {
        const old: SlurmRecord = record
        const next = await withSharedLock(lockFile, () => beginAgain(old), { signal })
        if (next === undefined) return finished({ state: 'cancelled' })
        if (!('id' in next)) return finished(givenUp(next, next.fruitless))
        tell('waiting', `${name} is submitted again as job ${next.id}: ${state.state} ended job ${record.id}`)
        record = next
        stop.of(record.id)
        continue
      }
      return await finished(await lastEnd({ job, state, reason: stop.reason(), lastLine: await lastLine() }))
    }

    function say(message: string): void {
      if (message !== told) tell('waiting', message)
      told = message
    }
  } catch (error) {
    if (signal?.aborted && error === signal.reason) return { state: 'cancelled' }
    if (signal?.aborted && (error as Error).name === 'AbortError') return { state: 'cancelled' }
    throw error
  } finally {
    stop.end()
    await followed?.finish()
  }

  /** @returns its record, another process's where that was first; a count alone where it was started too often */
  async function beginAgain(old: SlurmRecord): Promise<SlurmRecord | Count | undefined> {
    const kept = await readRecord(folder)
    if (kept !== undefined && kept.id !== old.id) return kept
    const count = await counted(old)
    return count.fruitless > settings.restarts ? count : begin(count)
  }

  async function keep(record: SlurmRecord): Promise<SlurmRecord> {
    await writeRecord(folder, record)
    return record
  }

  /** The log to its end comes before the end. */
  async function finished(end: JobEnd | 'done'): Promise<JobEnd> {
    await followed?.finish()
    followed = undefined
    return end === 'done' ? { state: 'done' } : end
  }

  /** Where it wrote nothing, what Slurm wrote of it. */
  async function lastLine(): Promise<string | undefined> {
    const own = await followed?.finish()
    followed = undefined
    if (own !== undefined && !headerPattern.test(own)) return own
    const slurms = await readFile(path.join(folder, 'slurm.txt'), 'utf8').catch(() => '')
    return slurms.trim().split('\n').at(-1) || undefined
  }
}

/** A node writes its line within that time of its start, and another machine sees it. */
const lateSeconds = 30

/** A job that waits or runs. */
export interface ActiveJob {
  readonly id: string
  /** How often Slurm has put it back into the queue. */
  readonly restarts: number
}

/** What a start goes on from. */
type Count = Pick<SlurmRecord, 'progress' | 'fruitless'>

function isKnown(state: KnownState): state is Exclude<KnownState, string> {
  return typeof state === 'object'
}

function unknownJob(id: string, { name, folder, resultFile }: ProgramJob): RuntimeError {
  return new RuntimeError(
    'runtimes/slurm-unknown',
    `Slurm no longer knows job ${id}, and ${name} has left ${resultFile === undefined ? 'no word' : `no ${resultFile}`}: how it ended cannot be told (its log is in ${folder}); run the command again, and it goes on from what it left`,
  )
}
