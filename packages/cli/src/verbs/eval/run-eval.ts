import path from 'node:path'
import type { Manifest } from '@retable/core'
import {
  asksAny,
  evalBenchmark,
  probedManifest,
  type EvalProgress,
  type EvalResult,
  type PreparedEval,
} from '@retable/harness/evals'
import { gitState, requireRecordPlace, requireWritable } from '@retable/harness/results'
import { grouped, printable } from '@retable/report'
import { root } from '../../environment.ts'
import { CliError, stopped } from '../../errors.ts'
import { readBatch, requireOneWay, writeBatch, type BatchTools } from './batch-files.ts'
import { isOfJudgements } from './asked-for.ts'
import { printDryRun } from './dry-run.ts'
import { isOfService, printDryService } from './dry-service.ts'
import { answeredOf, showEvalProgress } from './eval-progress.ts'
import type { EvalVerbRequest } from './eval-request.ts'
import { openEvaluation, type OpenEvaluation } from './open-evaluation.ts'
import { requireNoJudge } from '../judge/evals/used-options.ts'
import { reportEval } from './report-eval.ts'

/** Asks a model the benchmarks, prints what came out and writes the record. */
export async function runEval(request: EvalVerbRequest, signal: AbortSignal): Promise<void> {
  const started = new Date()
  // Of the sources that are running; it takes its time while answers come.
  const git = gitState(root)
  requireOneWay(request)
  if (isOfService(request)) return await printDryService(request)
  if (await isOfJudgements(request)) {
    const { runJudgedEval } = await import('../judge/evals/run-judged-eval.ts')
    return runJudgedEval(request, signal)
  }
  requireNoJudge(request)
  const earlier = request.out === undefined ? undefined : await requirePlace(path.resolve(request.out))
  await using open = await openEvaluation(request, signal)
  const { asked, endpoint, store, notice } = open
  const { client } = endpoint
  requireSameModel(earlier, endpoint.manifest.model, request.out)
  const prepared = await open.prepare()
  if (request.dryRun) return printDryRun(prepared, store, request)
  if (request.batchOut !== undefined) return await writeBatch(request.batchOut, { prepared, client, store })
  const batch =
    request.batchIn === undefined
      ? undefined
      : await readBatch(request.batchIn, { prepared, client, store }, notice)
  // Its requests go beside the first questions; what ends one ends the other, and is told with how far the answers came.
  const probing = probed(request, prepared, { ...open, signal })
  probing.catch(() => undefined)
  const found = await askAll(prepared, open, { signal, isFresh: request.fresh === true, ...batch })
  const { manifest, isSent: isProbed } = await probing
  const finished = {
    asked,
    endpoint: { ...endpoint, manifest },
    isProbed,
    store,
    found,
    started,
    git,
    earlier,
  }
  await reportEval(request, finished)
}

/** Asks one prepared benchmark after the other, and shows how far it is. */
export async function askAll(
  prepared: readonly PreparedEval[],
  { endpoint, store, assets, progress, notice }: OpenEvaluation,
  how: { readonly signal: AbortSignal; readonly isFresh: boolean } & Partial<BatchTools>,
): Promise<EvalResult[]> {
  const { client, opensThought, lost } = endpoint
  // What has been told so far, for where it is stopped.
  const stood = { text: '' }
  const found: EvalResult[] = []
  for (const each of prepared) {
    const { id } = each.benchmark
    const signal = AbortSignal.any([how.signal, lost])
    const show = showEvalProgress(id, progress)
    const onProgress = (state: EvalProgress) => {
      stood.text = `${id}: ${grouped(answeredOf(state))} of ${grouped(state.counts.wanted)} answered and kept`
      show(state)
    }
    const onWait = () =>
      notice(`${id}: another process asks this model the same; waiting for it, to take its answers`)
    const tools = { ...how, signal, client, store, assets, opensThought, onProgress, onWait }
    try {
      found.push(await evalBenchmark(each, tools))
    } catch (error) {
      if (!how.signal.aborted) throw error
      throw new CliError(stopped, `stopped; ${stood.text || id}; the same command goes on`, { cause: error })
    }
  }
  progress.end()
  return found
}

async function requirePlace(folder: string): Promise<Manifest | undefined> {
  const earlier = await requireRecordPlace(folder)
  await requireWritable(folder)
  return earlier
}

/** The endpoint's manifest, with a probe unless none is wanted. */
async function probed(
  { probe, batchIn, fresh = false }: EvalVerbRequest,
  prepared: readonly PreparedEval[],
  {
    endpoint,
    store,
    progress,
    signal,
  }: Pick<OpenEvaluation, 'endpoint' | 'store' | 'progress'> & { readonly signal: AbortSignal },
) {
  if (!probe) return { manifest: endpoint.manifest, isSent: false }
  const asks = batchIn === undefined && (fresh || prepared.some((each) => asksAny(each, store)))
  if (asks) progress.update('finding out what the server does with its parameters')
  return probedManifest(endpoint, { store, asks, isFresh: fresh, signal })
}

/** @throws CliError `cli/out` where another model's record stands, perhaps the only one of the version before, or one of judgements */
function requireSameModel(earlier: Manifest | undefined, model: string, out = ''): void {
  if (earlier?.kind === undefined || earlier.kind === 'score') return
  if (earlier.kind === 'eval' && earlier.endpoint.model === model) return
  const of = earlier.kind === 'eval' ? earlier.endpoint.model : `judgements of ${earlier.subject}`
  const whose = `${printable(path.resolve(out))} holds the record of ${printable(of)}`
  throw new CliError(
    'cli/out',
    `${whose}, which that of ${printable(model)} would replace; name another folder`,
  )
}
