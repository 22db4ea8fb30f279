import { stat } from 'node:fs/promises'
import path from 'node:path'
import { diskRefusal, makeFolder, type TierName } from '@retable/core'
import {
  attest,
  compareClaims,
  compareRecord,
  labelledId,
  loadReproduction,
  recordedClaims,
  run,
  runFacts,
  runId,
  writeRecord,
  writeRun,
  type LoadedReproduction,
  type RecordComparison,
  type RunResult,
  type StepEvent,
} from '@retable/harness/runs'
import {
  printable,
  printableJson,
  renderTables,
  runReport,
  runReportTables,
  type TableForm,
} from '@retable/report'
import { runTables } from '@retable/report/csv'
import { defaultSeed } from '../../default-seed.ts'
import { assetsFromEnvironment, root, runtimeSettingsFrom, storeDirectory } from '../../environment.ts'
import { CliError, stopped } from '../../errors.ts'
import { exitCodes } from '../../exit-codes.ts'
import { judgedAgain } from './judged-again.ts'
import { workKinds } from './work-kinds.ts'
import { fetchProgress } from './fetch-progress.ts'
import { startRunProgress } from './progress.ts'

/** Options of `retable run`. */
export interface RunVerbRequest {
  readonly paper: string
  readonly tier?: TierName
  /** The tier's first recorded seed if left out. */
  readonly seed?: readonly number[]
  readonly quick?: boolean
  readonly benchmark?: string
  readonly out?: string
  readonly family?: string
  readonly version?: string
  readonly runtime?: string
  readonly runtimeSettings?: string
  readonly dryRun?: boolean
  readonly workers?: number
  readonly check?: boolean
  readonly record?: boolean
  /** With `check`: keep beside the record the hash of the sources that gave it again. */
  readonly write?: boolean
  readonly acceptLicence: readonly string[]
  readonly json?: boolean
  readonly to?: TableForm
}

/** Runs a paper, writes its files and prints what came out. */
export async function runRun(request: RunVerbRequest, signal: AbortSignal): Promise<void> {
  if (request.dryRun) return await (await import('./dry-run.ts')).runDryRun(request)
  const { paper, tier, quick = false, workers, record, json, to } = request
  const started = new Date()
  if (record && request.check) {
    throw new CliError('cli/record', '--record writes what --check compares with; leave one of them out')
  }
  if (request.write && !request.check) {
    throw new CliError('cli/check', '--write notes what --check has found; name both')
  }
  const loaded = await loadReproduction(root, paper)
  const seeds = record ? recordedSeeds(loaded, request) : (request.seed ?? [defaultSeed(loaded, tier)])
  if (request.check && quick) {
    throw new CliError('cli/check', 'quick runs are not recorded; leave --quick or --check out')
  }
  if (request.out !== undefined) await requireFolder(request.out)
  const attestation =
    record || request.write
      ? await attest(root, loaded, {
          ...{ tier, seed: seeds[0]!, quick, benchmark: request.benchmark },
          storeDirectory: storeDirectory(),
        })
      : undefined
  const work = { done: 0, reused: 0 }
  const shown = json
    ? {
        onEvent: print,
        say: (sentence: string) => print({ kind: 'note', sentence }),
        end: () => undefined,
      }
    : startRunProgress()
  const assets = assetsFromEnvironment(request.acceptLicence, fetchProgress(shown.say))
  const sayStopping = () => {
    if (json) process.stderr.write(`${stopping}\n`)
    else shown.say(stopping)
  }
  signal.addEventListener('abort', sayStopping, { once: true })
  let result: RunResult
  try {
    result = await run({
      loaded,
      tier,
      seeds,
      quick,
      benchmark: request.benchmark,
      root,
      storeDirectory: storeDirectory(),
      read: (file, stop) => assets.read(file, stop),
      runtime: request.runtime,
      runtimeSettings: runtimeSettingsFrom(request.runtimeSettings),
      workers,
      signal,
      onProgress: shown.say,
      onEvent(event) {
        count(event, work)
        shown.onEvent(event)
      },
    })
  } catch (error) {
    if (!signal.aborted) throw error
    throw new CliError(stopped, whatIsKept, { cause: error })
  } finally {
    signal.removeEventListener('abort', sayStopping)
    shown.end()
  }
  const id = labelledId(runId(result.manifest), request)
  const folder = path.resolve(request.out ?? path.join(storeDirectory(), 'runs', id))
  const { drawn, reused } = result
  const tables = runTables(result)
  const { runtime } = result
  const facts = await runFacts(root, started, { samples: { drawn, reused }, labels: request, runtime })
  const { manifest, results, diff, claims: verdicts } = result
  const whole = { manifest, results, diff, claims: verdicts, facts }
  const isWritten = await writeRun(folder, whole, tables)
  const keepSources = async () => {
    const why = await attestation!.keep({ samples: reused, steps: work.reused })
    if (why !== null) process.stderr.write(`${printable(why)}\n`)
  }
  if (record) {
    await writeRecord(root, whole, tables)
    await keepSources()
  }
  const bytes = await compareRecord(root, whole, tables)
  // An engine that promises no bytes is held to what they show.
  const recorded =
    bytes.kind === 'differs' && !result.isBitForBit ? await compareClaims(root, loaded, whole) : bytes
  const isSame = recorded.kind === 'same' || recorded.kind === 'same claims'
  const again = request.check && isSame ? await judgedAgain(root, loaded, manifest) : []
  if (request.write && isSame && again.length === 0) await keepSources()
  const beside = await recordedClaims(root, result.manifest, result.claims)
  if (json) {
    const claims = result.claims.map((claim) => ({ ...claim, recorded: beside.get(claim.claim) ?? null }))
    const judged = request.check ? { differsJudgedAgain: again } : {}
    print({
      kind: 'result',
      run: id,
      folder,
      claims,
      diff: result.diff,
      recorded,
      written: isWritten,
      ...judged,
    })
  } else {
    const remarks = `${keptText(work, isWritten)}${recordText(recorded, again, request.check === true)}`
    const explanations = explanationsOf(loaded)
    if (to === undefined) {
      process.stdout.write(`${runReport(result, { id, folder, recorded: beside, explanations })}${remarks}`)
    } else {
      process.stdout.write(
        await renderTables(runReportTables(result, { id, recorded: beside, explanations }), to),
      )
      process.stderr.write(`files in ${printable(folder)}\n${remarks}`)
    }
  }
  if (request.check && (!isSame || again.length > 0)) process.exitCode = exitCodes.deviation
}

/** At once, since what is under way may take seconds to end. */
const stopping = 'stopping: what is done is kept'

/** A training keeps a checkpoint every eight seconds; a sample is kept as it is drawn. */
const whatIsKept =
  'stopped; the same command goes on from what is kept: steps that are done, samples that were drawn, and the last checkpoint of a training'

/** What the paper's claims mean, as its package words it. */
function explanationsOf({ reproduction: { claims } }: LoadedReproduction): ReadonlyMap<string, string> {
  return new Map(
    claims.flatMap(({ id, explanation }) => (explanation === undefined ? [] : [[id, explanation] as const])),
  )
}

function print(value: unknown): void {
  process.stdout.write(`${printableJson(value)}\n`)
}

/** Counts steps of model work, and those of them that an earlier run had done. */
function count(event: StepEvent, work: { done: number; reused: number }): void {
  if (event.kind !== 'done' || !workKinds.includes(event.what)) return
  work.done += 1
  if (event.reused) work.reused += 1
}

function keptText(work: { readonly done: number; readonly reused: number }, isWritten: boolean): string {
  const lines = [
    ...(work.reused > 0 ? [`${work.reused} of ${work.done} steps of model work reused from the store.`] : []),
    ...(isWritten ? [] : ['This run was finished before: its files are left as they were.']),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** The seeds of `--record`, which takes no other choice: a record is of whole runs of all of them. */
function recordedSeeds({ reproduction }: LoadedReproduction, { seed, quick, paper, tier }: RunVerbRequest) {
  if (seed !== undefined || quick) {
    throw new CliError('cli/record', '--record runs the recorded seeds in full; leave --seed and --quick out')
  }
  if (tier === 'tiny') {
    throw new CliError('cli/record', 'the tier tiny is for tests: nothing of it is ever recorded')
  }
  const chosen = tier ?? reproduction.runs?.defaultTier
  const seeds = chosen === undefined ? undefined : reproduction.runs?.seeds?.[chosen]
  if (seeds === undefined) {
    const of = tier === undefined ? '' : ` of its tier ${tier}`
    throw new CliError('cli/record', `${paper} names no seeds to record${of} (seeds, in its reproduction.ts)`)
  }
  return seeds.recorded
}

function recordText(recorded: RecordComparison, again: readonly string[], isAsked: boolean): string {
  if (recorded.kind === 'none') return isAsked ? 'Nothing is recorded for these seeds.\n' : ''
  if (recorded.kind !== 'differs') {
    const how =
      recorded.kind === 'same'
        ? 'These are the recorded results, byte for byte'
        : 'Other bytes than the recorded ones, as its engine promises none on another machine, and the same findings'
    const compared = `${how}: ${recorded.compared.join('; ')}.\n`
    if (!isAsked) return compared
    return again.length === 0
      ? `${compared}metrics.csv, diff.csv and claims.csv of all recorded seeds, computed again from their values item by item: the same.\n`
      : `${compared}Computed again from the recorded values item by item, these are others: ${again.join('; ')}\n`
  }
  return printable(`The recorded results are others: ${recorded.differences.join('; ')}`) + '\n'
}

/** Makes the output folder before the work, so that a place that cannot be written to costs nothing. */
async function requireFolder(out: string): Promise<void> {
  const kind = await stat(out).catch(() => undefined)
  if (kind !== undefined && !kind.isDirectory()) {
    throw new CliError('cli/out', `--out ${out} is a file; name a folder`)
  }
  try {
    await makeFolder(path.resolve(out))
  } catch (cause) {
    const why = diskRefusal(cause) ?? (cause as Error).message
    throw new CliError('cli/out', `--out ${out} cannot be a folder: ${why}`, {
      kind: 'environment',
      cause,
    })
  }
}
