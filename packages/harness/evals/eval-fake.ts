import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import { afterAll } from 'vitest'
import {
  evalBenchmark,
  evalNotes,
  openEndpoint,
  openStore,
  prepareEval,
  type EndpointOptions,
  type EvalPlan,
  type EvalResult,
} from '../src/eval/index.ts'
import { sums } from '../src/testing/index.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** An empty folder, gone after the tests. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-evals-'))
  folders.push(folder)
  return folder
}

/** How a test asks; what is left out is greedy, one answer each, of 20 items. */
export interface AskedSums extends Partial<Omit<EndpointOptions, 'baseUrls'>> {
  /** None: the model is served here. */
  readonly url?: string
  /** Of the store. */
  readonly folder: string
  readonly limit?: number
  readonly samples?: number
  readonly temperature?: number
  readonly style?: string
  readonly variant?: string
  readonly isFresh?: boolean
  readonly maxFailed?: number
  readonly benchmark?: EvalPlan['benchmark']
}

/** What an evaluation found, and what it says. */
export interface FoundSums extends EvalResult {
  readonly notes: string
  readonly doubts: string
  readonly measured: Readonly<Record<string, number>>
}

/** Evaluates over a store in a folder, from opening the endpoint to closing it. */
export async function evalSums(asked: AskedSums): Promise<FoundSums> {
  const {
    url,
    folder,
    limit = 20,
    samples = 1,
    temperature = 0,
    style,
    variant,
    isFresh = false,
    ...options
  } = asked
  const signal = options.signal ?? new AbortController().signal
  const store = await openStore(folder)
  try {
    await using endpoint = await openEndpoint({
      ...{ model: 'm', baseUrls: url === undefined ? [] : [url], directory: folder, signal, concurrency: 8 },
      ...{ onNotice: () => undefined, onProgress: () => undefined },
      ...options,
    })
    const { client, opensThought } = endpoint
    const assets = openAssets({ directory: path.join(folder, 'assets') })
    const drawing = { samples, sampling: { temperature, topP: 1, maxTokens: 100 }, seed: 0 }
    const benchmark = asked.benchmark ?? sums
    const plan = { benchmark, style, variant, limit, drawing, model: endpoint.manifest.version }
    const prepared = await prepareEval(plan, { client, assets })
    const found = await evalBenchmark(prepared, { client, store, assets, isFresh, signal, opensThought })
    const addresses = endpoint.isVersionKnown ? undefined : client.addresses
    const { notes, doubts } = evalNotes({ ...found, addresses }, asked.maxFailed ?? 0.01)
    const measured = Object.fromEntries(found.result.measurements.map(({ name, value }) => [name, value]))
    return { ...found, measured, notes: notes.join('\n'), doubts: doubts.join('\n') }
  } finally {
    store.close()
  }
}
