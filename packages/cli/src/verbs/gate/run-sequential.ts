import { canonicalJson, type Flip, type GateReport } from '@retable/core'
import { itemFacts, modelOf, sideOfRecord } from '@retable/harness/compare'
import { defaultPolicy, readPolicy } from '@retable/harness/gate'
import {
  asBaseline,
  gateSequentially,
  pairedWithBaseline,
  type GateProgress,
  type SequentialResult,
} from '@retable/harness/gate/sequential'
import { findRun, readRun } from '@retable/harness/results'
import { grouped } from '@retable/report'
import { storeDirectory } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import type { Progress } from '../../progress.ts'
import { usedText } from '../eval/eval-text.ts'
import { openAsked } from '../eval/open-evaluation.ts'
import { knownNoise } from '../../versions/known-noise.ts'
import type { GateRequest } from './gate-request.ts'
import { reportGate, shownFlips, withTexts } from './report-gate.ts'

/** Requests in flight unless the command names a number: what is in flight when a verdict settles is paid in vain. */
const inFlight = 16

/** Asks a model what the baseline was asked until the verdict is settled, prints the report and sets the exit code. */
export async function runSequential(request: GateRequest, model: string, signal: AbortSignal): Promise<void> {
  const { anyway = false, seed, predictFull = false } = request
  const policy = request.policy === undefined ? defaultPolicy : await readPolicy(request.policy)
  const { run, folder } = await findRun(request.baseline, storeDirectory())
  const record = await readRun(folder)
  const { manifest, asks } = await asBaseline(run, record, { module: request.benchmark })
  const { route, extraBody } = manifest.endpoint
  const defaults = { extraBody, concurrency: inFlight }
  await using open = await openAsked({ ...request, model }, { asks, route }, signal, defaults)
  const { endpoint, store, assets, progress, notice } = open
  requireAnother(manifest.endpoint, endpoint)
  const prepared = await open.prepare()
  const factsOf = itemFacts(assets, signal)
  const baseline = await sideOfRecord(run, record, factsOf)
  const candidate = { ...baseline, ...modelOf({ kind: 'eval', endpoint: endpoint.manifest }) }
  const { concurrency } = endpoint.manifest
  const result = await gateSequentially({
    ...{ baseline, policy, factsOf, seed, isFullRun: predictFull, store },
    pairs: pairedWithBaseline(baseline, prepared, { manifest, endpoint: endpoint.manifest, anyway }),
    noise: await knownNoise([baseline, candidate], request.noise),
    mostFailed: request.maxFailed / 100,
    endpoint: endpoint.manifest,
    opensThought: endpoint.opensThought,
    client: endpoint.client,
    mostAhead: 4 * (concurrency === 'adaptive' ? inFlight : concurrency),
    signal: AbortSignal.any([signal, endpoint.lost]),
    onProgress: showGateProgress(progress),
    onWait: () => notice('another process asks this model the same; waiting for it, to take its answers'),
  })
  const tools = { assets, storeDirectory: storeDirectory(), signal }
  const source = { name: request.baseline, benchmark: request.benchmark }
  const report = await withTexts(withAnswers(result), { baseline: source, candidate: null }, tools)
  progress.end()
  await reportGate(report, request)
  if (!endpoint.isVersionKnown && (report.sequential?.requests.fromStore ?? 0) > 0) {
    notice(
      'nothing tells this model’s weights from others of its name, whose answers the store may hold: give --model-version',
    )
  }
  notice(usedText({ spent: endpoint.client.spent, isProbed: false }))
}

type Endpoint = Awaited<ReturnType<typeof openAsked>>['endpoint']

/**
 * Makes sure that the candidate is not the baseline's model over again, whose answers the store holds.
 *
 * @throws CliError `cli/gate`
 */
function requireAnother(before: Endpoint['manifest'], { manifest, isVersionKnown }: Endpoint): void {
  const isSame = before.model === manifest.model && canonicalJson(before.version) === canonicalJson(manifest.version) // prettier-ignore
  if (!isSame || isVersionKnown) return
  throw new CliError(
    'cli/gate',
    `${manifest.model} is the baseline’s model too, and nothing tells its weights from those: give --model-version`,
  )
}

function showGateProgress(progress: Progress): (state: GateProgress) => void {
  return (state) =>
    progress.update(
      state
        .map(({ setting, asked, items, logE, logF }) => {
          const bets = `log E ${logE.toFixed(1)}, log F ${logF.toFixed(1)}`
          return `${setting}: ${grouped(asked)} of ${grouped(items)} items, ${bets}`
        })
        .join('; '),
    )
}

/** The report with the candidate's answers to the flips that are shown. */
function withAnswers({ report, textOf }: SequentialResult): GateReport {
  const told = (setting: string, shown: readonly Flip[]) => (flip: Flip) => {
    const text = shown.includes(flip) ? textOf(setting, flip.item, flip.candidate.sample) : undefined
    return text === undefined ? flip : { ...flip, candidate: { ...flip.candidate, text } }
  }
  return {
    ...report,
    benchmarks: report.benchmarks.map((one) => {
      const { flips } = one.comparison
      const shown = flips.map(told(one.setting, shownFlips(flips)))
      return { ...one, comparison: { ...one.comparison, flips: shown } }
    }),
  }
}
