import type { Assets } from '@retable/harness/benchmarks'
import {
  openEndpoint,
  openStore,
  prepareEval,
  type OpenEndpoint,
  type PreparedEval,
  type Store,
} from '@retable/harness/evals'
import { printable } from '@retable/report'
import { assetsFromEnvironment, runtimeSettingsFrom, storeDirectory } from '../../environment.ts'
import { startProgress, type Progress } from '../../progress.ts'
import { askedFor, type AskedFor } from './asked-for.ts'
import { endpointOf } from './endpoint-of.ts'
import type { EndpointRequest, EvalVerbRequest } from './eval-request.ts'
import { readLimits } from './read-limits.ts'

/** What asks a model: an endpoint, the store that keeps its answers, and what it is asked. */
export interface OpenEvaluation extends AsyncDisposable {
  readonly asked: AskedFor
  readonly endpoint: OpenEndpoint
  readonly store: Store
  readonly assets: Assets
  readonly progress: Progress
  /** Says a sentence on standard error, without tearing the progress. */
  readonly notice: (sentence: string) => void
  /** Settles how each benchmark is asked. What is added to the model's version keeps its answers apart from others. */
  readonly prepare: (added?: Readonly<Record<string, unknown>>) => Promise<PreparedEval[]>
}

/** Opens what a command line asks for; nothing is sent but what tells which server and model it is. */
export async function openEvaluation(request: EvalVerbRequest, signal: AbortSignal): Promise<OpenEvaluation> {
  return openAsked(request, await askedFor(request), signal)
}

/** What holds where a command line names no other. */
export interface AskingDefaults {
  readonly extraBody?: Readonly<Record<string, unknown>>
  /** Requests in flight at an endpoint; a model that is served here has slots of its own. */
  readonly concurrency?: number
}

/** Opens an endpoint to ask it what is settled already. */
export async function openAsked(
  request: EndpointRequest,
  asked: AskedFor,
  signal: AbortSignal,
  defaults: AskingDefaults = {},
): Promise<OpenEvaluation> {
  const { remark, ...named } = await endpointOf(request)
  const isServedHere = named.baseUrls.length === 0
  const hasFields = Object.keys(named.extraBody).length > 0
  const choice = hasFields ? named : { ...named, extraBody: defaults.extraBody ?? {} }
  const limits = await readLimits(request)
  const progress = startProgress({ tellsAgain: true })
  const notice = (sentence: string) => {
    progress.clear()
    process.stderr.write(`${printable(sentence)}\n`)
  }
  if (remark !== undefined) notice(remark)
  const store = await openStore(storeDirectory())
  try {
    const assets = assetsFromEnvironment(request.acceptLicence, progress)
    const endpoint = await openEndpoint({
      ...choice,
      route: asked.route,
      concurrency: request.concurrency ?? (isServedHere ? undefined : defaults.concurrency),
      stream: request.stream,
      limits,
      requestTimeoutMs: request.timeout === undefined ? undefined : request.timeout * 1000,
      modelVersion: request.modelVersion,
      runtime: request.runtime,
      runtimeSettings: runtimeSettingsFrom(request.runtimeSettings),
      gpus: request.gpus,
      serverNodes: request.serverNodes,
      directory: storeDirectory(),
      isDry: request.dryRun,
      signal,
      onNotice: notice,
      onProgress: (what) => progress.update(what),
    })
    return {
      ...{ asked, endpoint, store, assets, progress, notice },
      async prepare(added = {}) {
        const prepared: PreparedEval[] = []
        for (const ask of asked.asks) {
          const model = { ...endpoint.manifest.version, ...added }
          prepared.push(await prepareEval({ ...ask, model }, { client: endpoint.client, assets, signal }))
        }
        return prepared
      },
      async [Symbol.asyncDispose]() {
        progress.end()
        await endpoint[Symbol.asyncDispose]()
        store.close()
      },
    }
  } catch (error) {
    progress.end()
    store.close()
    throw error
  }
}
