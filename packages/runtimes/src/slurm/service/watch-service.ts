import { setTimeout as delay } from 'node:timers/promises'
import { RuntimeError } from '../../errors.ts'
import { endReason } from '../../local/service/end-reason.ts'
import { askStates } from '../commands/ask-states.ts'
import { signalOf } from '../commands/job-state.ts'
import { nothingToServe } from '../script/needs-lines.ts'
import type { SlurmContext } from '../slurm-context.ts'
import { leaveAtExit } from './leave-at-exit.ts'

/** A service's job, watched without keeping this process from its end. */
export interface WatchedService {
  readonly phase: () => 'pending' | 'running' | 'ended'
  /** Null once it was stopped. Never rejects. */
  readonly ended: Promise<RuntimeError | null>
  readonly stop: () => Promise<void>
}

const graceMs = 4500
const quickMs = 200
const answerMs = 10_000

/**
 * It ends with this process; after SIGKILL of that, at the next start of a service. One of which Slurm knows nothing has
 * not ended by that: only where that stays so, and it does not answer, is it given up, and its job taken out of the queue.
 */
export function watchService(
  id: string,
  of: Pick<SlurmContext, 'call' | 'settings'> & {
    readonly name: string
    readonly logFile: string
    readonly port: number
    readonly need: string
    /** Whether SIGTERM is for what its script's srun has started, and would be the end of srun. */
    readonly isBySrun?: boolean | undefined
    /** Where it answers; undefined while that is not known. */
    readonly address: () => string | undefined
  },
): WatchedService {
  const { call, name, logFile, port, need, address, settings, isBySrun = false } = of
  let phase: 'pending' | 'running' | 'ended' = 'pending'
  let stopping: Promise<void> | undefined
  let wake = new AbortController()
  let unknownSince: number | undefined
  const hasLeft = leaveAtExit(call, [id])
  const ended = (async () => {
    for (;;) {
      // Quick where its end, or its start, is waited for.
      const ms =
        phase === 'running' && stopping === undefined
          ? settings.pollMs
          : Math.min(settings.pollMs, stopping ? quickMs : 1000)
      await delay(ms, undefined, { ref: stopping !== undefined, signal: wake.signal }).catch(() => {})
      wake = new AbortController()
      const states = await askStates(call, [id]).catch(() => undefined)
      if (states === undefined) continue
      const state = states.get(id)
      if (state === undefined) {
        unknownSince ??= performance.now()
        const isLong = performance.now() - unknownSince > settings.unknownMs
        if (stopping === undefined && (!isLong || (await isAnswering(address())))) continue
        if (stopping === undefined) await call('scancel', [id]).catch(() => {})
      } else unknownSince = undefined
      if (state !== undefined && state.phase !== 'ended') {
        phase = state.phase
        // Not all versions cancel what can never begin.
        if (state.reason === 'DependencyNeverSatisfied') await call('scancel', [id]).catch(() => {})
        continue
      }
      const hasBegun = phase === 'running' || address() !== undefined
      phase = 'ended'
      hasLeft()
      if (stopping !== undefined) return null
      if (state?.exitCode === nothingToServe || (state?.state === 'CANCELLED' && !hasBegun)) {
        return new RuntimeError(
          'runtimes/service-not-begun',
          `${name} left Slurm’s queue before it began (job ${id}: ${state.state}); its log is ${logFile}`,
        )
      }
      // What a cluster takes away is killed too, and needs no more memory.
      const isOwn = state?.state === 'FAILED' || state?.state === 'OUT_OF_MEMORY'
      return endReason({
        ...{ name, logFile, port },
        end: { stopped: false, exitCode: state?.exitCode ?? null, signal: isOwn ? signalOf(state) : null },
        state: state?.state ?? 'no word of Slurm',
        memory: { need, remedy: 'ask for more memory, or for fewer requests at once' },
      })
    }
  })()
  const end = async () => {
    await call('scancel', [...(isBySrun ? [] : ['--batch']), '--signal=TERM', id])
    if (phase === 'pending') await call('scancel', [id])
    wake.abort()
    const isOver = await Promise.race([ended.then(() => true), delay(graceMs, false)])
    if (isOver) return
    await call('scancel', ['--full', '--signal=KILL', id])
    await call('scancel', [id])
    await ended
  }
  return { phase: () => phase, ended, stop: () => (stopping ??= end()) }
}

async function isAnswering(address: string | undefined): Promise<boolean> {
  if (address === undefined) return false
  const signal = AbortSignal.timeout(answerMs)
  const answer = await fetch(`${address}/health`, { signal }).catch(() => undefined)
  await answer?.body?.cancel()
  return answer?.ok === true
}
