import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { defaultGraceMs } from '../../job/launcher-grace.ts'
import type { ProgramJob } from '../../job.ts'
import { isBySrun } from '../script/program-script.ts'
import { scriptFile } from '../script/write-script.ts'
import type { SlurmContext } from '../slurm-context.ts'

/** Ends a job of Slurm's: by its owner's signal, or when its time is over. */
export interface Stopper {
  /** Which job it is now. */
  readonly of: (id: string) => void
  /** Its time begins with its first start, some milliseconds ago. */
  readonly started: (agoMs: number) => void
  /** Why it was told to stop; undefined where it was not. */
  readonly reason: () => 'timed out' | 'cancelled' | undefined
  /** It has not begun, or was put back into the queue: where it is to stop, it leaves it. */
  readonly pending: () => Promise<void>
  /** Takes it out of Slurm's hands at once. */
  readonly now: () => Promise<void>
  /** Nothing is stopped from here on. */
  readonly end: () => void
}

const longestTimerMs = 2 ** 31 - 1
const againMs = 5000

/** SIGTERM goes to the program alone; after the grace, SIGKILL to all that it started. */
export function stopper(job: ProgramJob, { call, clock }: SlurmContext): Stopper {
  const over = new AbortController()
  let id: string | undefined
  let why: 'timed out' | 'cancelled' | undefined
  let timing = false
  const scancel = async (...options: readonly string[]) => {
    // The controller may not answer just then.
    while (id !== undefined && !over.signal.aborted) {
      const { exitCode, stderr } = await call('scancel', [...options, id])
      if (exitCode === 0 || /invalid job id|already completing|job\/step already/i.test(stderr)) return
      await clock.sleep(againMs, over.signal)
    }
  }
  const wait = (ms: number) => clock.sleep(Math.min(ms, longestTimerMs), over.signal)
  const stop = async (reason: 'timed out' | 'cancelled') => {
    if (why !== undefined) return
    why = reason
    await carryOut()
  }
  const carryOut = async () => {
    if (id === undefined) return
    const script = await readFile(path.join(job.folder, scriptFile), 'utf8').catch(() => '')
    await scancel(...(isBySrun(script) ? [] : ['--batch']), '--signal=TERM')
    await wait(job.graceMs ?? defaultGraceMs)
    await scancel('--full', '--signal=KILL')
    // Where it was put back into the queue meanwhile.
    await scancel()
  }
  const quietly = (work: Promise<void>) => void work.catch(() => {})
  const cancel = () => quietly(stop('cancelled'))
  job.signal?.addEventListener('abort', cancel, { once: true })
  return {
    of(next) {
      id = next
      if (why !== undefined) quietly(carryOut())
    },
    started(agoMs) {
      if (job.timeoutMs === undefined || timing) return
      timing = true
      quietly(wait(Math.max(0, job.timeoutMs - agoMs)).then(() => stop('timed out')))
    },
    reason: () => why,
    async pending() {
      if (why !== undefined) await scancel()
    },
    now: () => scancel(),
    end() {
      over.abort()
      job.signal?.removeEventListener('abort', cancel)
    },
  }
}
