import {
  answerMs,
  clean,
  machineHere,
  papersHere,
  placeLacks,
  readRuntimeSettings,
  runtimesHere,
} from '@retable/harness/doctor'
import { paperIds } from '@retable/harness/papers'
import { printableJson } from '@retable/report'
import { CliError } from '../../errors.ts'
import { root, runtimeSettingsFrom, storeDirectory } from '../../environment.ts'
import { doctorText } from './doctor-text.ts'

/** Options of `retable doctor`. */
export interface DoctorRequest {
  /** All of the checkout's, if left out. */
  readonly paper: string | undefined
  /** How long each program may take to answer, in milliseconds; as long as a start waits, if left out. */
  readonly timeoutMs: number | undefined
  /** Whether what killed runs have left is removed first. */
  readonly isClean: boolean
  /** Whether the hub is asked for a paper's gated weights. */
  readonly asksHub: boolean
  readonly json: boolean
}

/** Prints what this machine has, what runtimes lack here, and which tiers of which papers run. */
export async function runDoctor(
  { paper, timeoutMs = answerMs, isClean, asksHub, json }: DoctorRequest,
  signal: AbortSignal,
): Promise<void> {
  if (asksHub && paper === undefined)
    throw new CliError('cli/no-paper', '--ask-hub asks for the weights of one paper: name it')
  const cleaned = isClean ? await clean({ timeoutMs }) : null
  // A mistake in it is told before anything is waited for.
  const runtimeSettings = runtimeSettingsFrom(undefined)
  if (runtimeSettings !== undefined) await readRuntimeSettings(runtimeSettings)
  // Papers are loaded after that: what keeps this process busy would count as time that programs took.
  const limits = { timeoutMs, storeDirectory: storeDirectory() }
  const machine = await machineHere(limits)
  signal.throwIfAborted()
  const runtimes = await runtimesHere(machine, runtimeSettings)
  const ids = paper === undefined ? paperIds(root) : [paper]
  const papers = await papersHere(
    root,
    ids,
    runtimes.map(({ runtime }) => runtime),
    {
      runtimeSettings,
      lacksOf: (runtime, of) => Promise.resolve(placeLacks(runtime ?? 'local', machine, of)),
      storage: paper === undefined ? undefined : { ...limits, asksHub },
    },
  )
  signal.throwIfAborted()
  const report = { cleaned, machine, runtimes, runtimeSettings: runtimeSettings ?? null, papers }
  process.stdout.write(
    json ? `${printableJson(report)}\n` : doctorText(report, { isWhole: paper !== undefined }),
  )
}
