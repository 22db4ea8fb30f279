import path from 'node:path'
import { contentHash } from '@retable/core'
import {
  asksAny,
  evalBenchmark,
  evalNotes,
  evalRecord,
  openEndpoint,
  openStore,
  prepareEval,
  probedManifest,
  wantedOf,
  type EvalResult,
  type OpenEndpoint,
  type PreparedEval,
  type Store,
} from '@retable/harness/evals'
import { fileName, labelledId, requireRecordPlace, runFacts, writeRun } from '@retable/harness/results'
import {
  counted,
  grouped,
  measurementsOf,
  measurementTable,
  printable,
  printableJson,
  renderTables,
  type TableForm,
} from '@retable/report'
import { runTables } from '@retable/report/csv'
import { assetsFromEnvironment, root, storeDirectory } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { startProgress } from '../../progress.ts'
import { diffTables, diffText } from '../../beside/diff-text.ts'
import { askedFor, type AskedFor } from './asked-for.ts'
import { besideManifest, withPaper } from '../../beside/beside.ts'
import { readBatch, requireOneWay, writeBatch } from './batch-files.ts'
import { endpointOf } from './endpoint-of.ts'
import { showEvalProgress } from './eval-progress.ts'
import { readObject } from './read-profile.ts'

/** Options of `retable eval`. */
export interface EvalVerbRequest {
  readonly benchmarks: readonly string[]
  readonly suite?: string
  readonly beside?: string
  readonly as?: string
  /** Names of options that stand in the command, and are no defaults. */
  readonly given: ReadonlySet<string>
  readonly model?: string
  readonly baseUrl?: readonly string[]
  readonly keyEnv: string
  readonly profile?: string
  readonly modelVersion?: string
  readonly route: 'chat' | 'completions'
  readonly prompt?: string
  readonly variant?: string
  readonly limit?: number
  readonly n: number
  readonly temperature: number
  readonly topP: number
  readonly maxTokens: number
  readonly seed: number
  readonly concurrency?: number
  readonly stream?: boolean
  readonly timeout?: number
  readonly extraBody?: string
  readonly maxTokensTotal?: number
  readonly maxCost?: number
  readonly prices?: string
  readonly maxFailed: number
  readonly fresh?: boolean
  readonly probe: boolean
  readonly dryRun?: boolean
  readonly batchOut?: string
  readonly batchIn?: readonly string[]
  readonly out?: string
  readonly family?: string
  readonly version?: string
  readonly acceptLicence: readonly string[]
  readonly to?: TableForm
  readonly json?: boolean
}

/** Asks a model the benchmarks, prints what came out and writes the record. */
export async function runEval(request: EvalVerbRequest, signal: AbortSignal): Promise<void> {
  const started = new Date()
  const asked = await askedFor(request)
  const choice = await endpointOf(request)
  requireOneWay(request)
  if (request.out !== undefined) await requireRecordPlace(path.resolve(request.out))
  const limits = await limitsOf(request)
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
    const { client } = endpoint
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
    const manifest = await manifestOf(request, { endpoint, prepared, store, signal })
    const found: EvalResult[] = []
    for (const each of prepared) {
      const { id } = each.benchmark
      const lasting = AbortSignal.any([signal, endpoint.lost])
      const tools = { client, store, assets, isFresh: request.fresh === true, signal: lasting, ...batch }
      const onProgress = showEvalProgress(id, progress)
      const onWait = () =>
        notice(`${id}: another process asks this model the same; waiting for it, to take its answers`)
      found.push(await evalBenchmark(each, { ...tools, onProgress, onWait }))
    }
    progress.end()
    await report(request, { asked, endpoint: { ...endpoint, manifest }, found, started })
  } finally {
    progress.end()
    store.close()
  }
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

async function limitsOf({ maxTokensTotal, maxCost, prices }: EvalVerbRequest) {
  if (maxCost !== undefined && prices === undefined) {
    throw new CliError(
      'cli/eval',
      '--max-cost needs --prices: a JSON file with prompt and completion per million tokens',
    )
  }
  const read = prices === undefined ? undefined : await readObject(prices, '--prices')
  const [prompt, completion] = [read?.['prompt'], read?.['completion']]
  if (read !== undefined && (typeof prompt !== 'number' || typeof completion !== 'number')) {
    throw new CliError(
      'cli/eval',
      `--prices ${prices}: "prompt" and "completion" are numbers, per million tokens`,
    )
  }
  return {
    ...(maxTokensTotal === undefined ? {} : { maxTokensTotal }),
    ...(maxCost === undefined ? {} : { maxCost }),
    ...(read === undefined
      ? {}
      : { prices: { ...read, prompt: prompt as number, completion: completion as number } }),
  }
}

function printDryRun(
  prepared: readonly PreparedEval[],
  store: Store,
  { json, fresh }: EvalVerbRequest,
): void {
  const rows = prepared.map((each) => {
    const { wanted, stored } = wantedOf(each, store)
    const { benchmark, plan } = each
    return { benchmark: benchmark.id, prompt: plan.style.id, wanted, new: fresh ? wanted : wanted - stored }
  })
  if (json) return void process.stdout.write(`${printableJson(rows)}\n`)
  for (const { benchmark, prompt, wanted, new: sent } of rows) {
    process.stdout.write(
      `${benchmark} (prompt ${prompt}): ${grouped(sent)} of ${grouped(wanted)} requests are new\n`,
    )
  }
}

async function report(
  request: EvalVerbRequest,
  run: {
    readonly asked: AskedFor
    readonly endpoint: OpenEndpoint
    readonly found: readonly EvalResult[]
    readonly started: Date
  },
): Promise<void> {
  const { asked, endpoint, found, started } = run
  const { manifest } = endpoint
  const told = found.map((each) =>
    evalNotes({ ...each, maxTokens: each.prepared.plan.drawing.sampling.maxTokens }, request.maxFailed / 100),
  )
  const drawn = found.reduce((sum, { counts }) => sum + counts.wanted - counts.fromStore - counts.notAsked, 0)
  const reused = found.reduce((sum, { counts }) => sum + counts.fromStore, 0)
  const facts = await runFacts(root, started, { samples: { drawn, reused }, labels: request })
  const { paper } = asked
  const beside = paper === undefined ? {} : { beside: besideManifest(paper) }
  const whole = evalRecord({ endpoint: manifest, found, told, facts, ...beside })
  const { evaluated: record, rows, heading } = await withPaper(whole, paper)
  const own = `eval-${fileName(manifest.model, 'model')}-${contentHash(record.manifest).slice(0, 8)}`
  const id = labelledId(own, request)
  const folder = path.resolve(request.out ?? path.join(storeDirectory(), 'runs', id))
  await writeRun(folder, record, runTables(record))
  const { spent } = endpoint.client
  if (request.json) {
    const benchmarks = record.results[0]!.settings.map((setting, i) => ({
      ...setting,
      ...{ scores: undefined, units: undefined },
      counts: found[i]!.counts,
      doubts: told[i]!.doubts,
    }))
    return void process.stdout.write(
      `${printableJson({ run: id, folder, endpoint: manifest, benchmarks, spent, ...(paper && { diff: rows }) })}\n`,
    )
  }
  const version = endpoint.isVersionKnown
    ? []
    : [
        'nothing tells this model’s weights from others of its name: give --model-version, or --fresh when they change',
      ]
  if (request.to !== undefined) {
    const tables = found.map(({ result }, i) => ({
      ...measurementsOf(`${manifest.model}: ${result.setting}`, result.measurements as never),
      notes: [...told[i]!.notes, ...told[i]!.doubts.map(doubtText), ...version],
    }))
    const besides = rows.length > 0 ? diffTables(id, rows, [heading]) : []
    process.stdout.write(await renderTables([...tables, ...besides], request.to))
    return void process.stderr.write(`files in ${printable(folder)}\n`)
  }
  for (const [i, { result, prepared, counts }] of found.entries()) {
    const { benchmark, variant, plan, items } = prepared
    const of = items < benchmark.splits.test.size ? ` of ${grouped(benchmark.splits.test.size)}` : ''
    process.stdout.write(
      `${printable(`${manifest.model}: ${benchmark.id} version ${benchmark.version}, prompt ${plan.style.id}, variant ${variant.id} version ${variant.version}; ${grouped(items)}${of} items, ${counted(counts.wanted, 'answer')}`)}\n`,
    )
    process.stdout.write(`${measurementTable(result.measurements as never)}\n`)
    for (const note of [...told[i]!.notes, ...told[i]!.doubts.map(doubtText)]) {
      process.stdout.write(`  ${printable(note)}\n`)
    }
    process.stdout.write('\n')
  }
  if (rows.length > 0) process.stdout.write(`${heading}\n\n${diffText(rows)}\n`)
  for (const note of version) process.stdout.write(`${note}\n`)
  const { promptTokens, completionTokens, isEstimated, cost } = spent
  const tokens = `${grouped(promptTokens)} tokens of prompts and ${grouped(completionTokens)} of answers${isEstimated ? ', partly estimated' : ''}`
  process.stdout.write(`used: ${tokens}${cost === undefined ? '' : `; cost ${cost.toFixed(4)}`}\n`)
  process.stdout.write(`run ${printable(id)}\nfiles in ${printable(folder)}\n`)
}

function doubtText(doubt: string): string {
  return `no verdict is drawn: ${doubt}`
}
