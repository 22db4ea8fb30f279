import path from 'node:path'
import {
  asksAny,
  evalBenchmark,
  openEndpoint,
  openStore,
  prepareEval,
  probedManifest,
  type EvalResult,
  type OpenEndpoint,
  type PreparedEval,
  type Store,
} from '@retable/harness/evals'
import { requireRecordPlace, requireWritable } from '@retable/harness/results'
import { printable } from '@retable/report'
import { assetsFromEnvironment, storeDirectory } from '../../environment.ts'
import { startProgress } from '../../progress.ts'
import { askedFor } from './asked-for.ts'
import { readBatch, requireOneWay, writeBatch } from './batch-files.ts'
import { printDryRun } from './dry-run.ts'
import { endpointOf } from './endpoint-of.ts'
import { showEvalProgress } from './eval-progress.ts'
import type { EvalVerbRequest } from './eval-request.ts'
import { readLimits } from './read-limits.ts'
import { reportEval } from './report-eval.ts'

/** Asks a model the benchmarks, prints what came out and writes the record. */
export async function runEval(request: EvalVerbRequest, signal: AbortSignal): Promise<void> {
  const started = new Date()
  const asked = await askedFor(request)
  const choice = await endpointOf(request)
  requireOneWay(request)
  if (request.out !== undefined) await requirePlace(path.resolve(request.out))
  const limits = await readLimits(request)
  const progress = startProgress()
  const store = await openStore(storeDirectory())
  try {
    const notice = (sentence: string) => {
      progress.end()
      process.stderr.write(`${printable(sentence)}\n`)
    }
    const assets = assetsFromEnvironment(request.acceptLicence, progress)
    await using endpoint = await openEndpoint({
      ...choice,
      route: asked.route,
      concurrency: request.concurrency,
      stream: request.stream,
      limits,
      requestTimeoutMs: request.timeout === undefined ? undefined : request.timeout * 1000,
      modelVersion: request.modelVersion,
      directory: storeDirectory(),
      signal,
      onNotice: notice,
      onProgress: (what) => progress.update(what),
    })
    const { client, opensThought } = endpoint
    const prepared: PreparedEval[] = []
    for (const ask of asked.asks) {
      const model = endpoint.manifest.version
      prepared.push(await prepareEval({ ...ask, model }, { client, assets, signal }))
    }
    if (request.dryRun) return printDryRun(prepared, store, request)
    if (request.batchOut !== undefined) return await writeBatch(request.batchOut, { prepared, client, store })
    const batch =
      request.batchIn === undefined
        ? undefined
        : await readBatch(request.batchIn, { prepared, client, store }, notice)
    const before = client.spent.promptTokens
    const manifest = await manifestOf(request, { endpoint, prepared, store, signal })
    const isProbed = client.spent.promptTokens > before
    const found: EvalResult[] = []
    for (const each of prepared) {
      const { id } = each.benchmark
      const lasting = AbortSignal.any([signal, endpoint.lost])
      const tools = {
        client,
        store,
        assets,
        isFresh: request.fresh === true,
        signal: lasting,
        ...batch,
        opensThought,
      }
      const onProgress = showEvalProgress(id, progress)
      const onWait = () =>
        notice(`${id}: another process asks this model the same; waiting for it, to take its answers`)
      found.push(await evalBenchmark(each, { ...tools, onProgress, onWait }))
    }
    progress.end()
    await reportEval(request, { asked, endpoint: { ...endpoint, manifest }, isProbed, found, started })
  } finally {
    progress.end()
    store.close()
  }
}

async function requirePlace(folder: string): Promise<void> {
  await requireRecordPlace(folder)
  await requireWritable(folder)
}

/** The endpoint's manifest, with a probe unless none is wanted. */
async function manifestOf(
  { probe, batchIn, fresh = false }: EvalVerbRequest,
  of: {
    readonly endpoint: OpenEndpoint
    readonly prepared: readonly PreparedEval[]
    readonly store: Store
    readonly signal: AbortSignal
  },
) {
  const { endpoint, prepared, store, signal } = of
  if (!probe) return endpoint.manifest
  const asks = batchIn === undefined && (fresh || prepared.some((each) => asksAny(each, store)))
  return probedManifest(endpoint, { store, asks, isFresh: fresh, signal })
}
