import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets } from '@retable/assets'
import { chatAnswer, type Behaviour, type ReceivedRequest } from '@retable/client/testing'
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
import { sums } from './sums.ts'

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
  readonly url: string
  /** Of the store. */
  readonly folder: string
  readonly limit?: number
  readonly samples?: number
  readonly temperature?: number
  readonly style?: string
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
  const { url, folder, limit = 20, samples = 1, temperature = 0, style, isFresh = false, ...options } = asked
  const signal = options.signal ?? new AbortController().signal
  const store = await openStore(folder)
  try {
    await using endpoint = await openEndpoint({
      ...{ model: 'm', baseUrls: [url], directory: folder, signal, concurrency: 8 },
      ...{ onNotice: () => undefined, onProgress: () => undefined },
      ...options,
    })
    const { client } = endpoint
    const assets = openAssets({ directory: path.join(folder, 'assets') })
    const drawing = { samples, sampling: { temperature, topP: 1, maxTokens: 100 }, seed: 0 }
    const benchmark = asked.benchmark ?? sums
    const plan = { benchmark, style, limit, drawing, model: endpoint.manifest.version }
    const prepared = await prepareEval(plan, { client, assets })
    const found = await evalBenchmark(prepared, { client, store, assets, isFresh, signal })
    const { notes, doubts } = evalNotes({ ...found, maxTokens: 100 }, asked.maxFailed ?? 0.01)
    const measured = Object.fromEntries(found.result.measurements.map(({ name, value }) => [name, value]))
    return { ...found, measured, notes: notes.join('\n'), doubts: doubts.join('\n') }
  } finally {
    store.close()
  }
}

/** Whether a request asks for an answer, and not for what the server is. */
export function isAsked({ method }: ReceivedRequest): boolean {
  return method === 'POST'
}

/** Answers a server was asked for, by what was asked. */
export function askedOf(requests: readonly ReceivedRequest[]): string[] {
  return requests.filter(isAsked).map(({ body }) => JSON.stringify(body))
}

/** A sum that a request asks for; its place among the items too. */
export function sumIn({ body }: ReceivedRequest): { readonly item: number; readonly sum: number } {
  const [a, b] = /(\d+) \+ (\d+)/.exec(JSON.stringify(body))!.slice(1).map(Number)
  return { item: a! - 100, sum: a! + b! }
}

/** A model that adds right three times of four, by what it is asked and the seed. */
export function adder(request: ReceivedRequest, extra: Readonly<Record<string, unknown>> = {}): Behaviour {
  if (!isAsked(request)) return { kind: 'answer', status: 404, body: {} }
  return chatAnswer(`The two numbers together are ${guess(request)}`, { usage, ...extra })
}

/** {@link adder}, after so many milliseconds. */
export function later(afterMs: number): (request: ReceivedRequest) => Behaviour {
  return (request) => {
    const behaviour = adder(request)
    return behaviour.kind === 'answer' ? { ...behaviour, afterMs } : behaviour
  }
}

/** As {@link adder} has it. */
export function guess(request: ReceivedRequest): number {
  const { sum } = sumIn(request)
  const digest = createHash('sha256')
    .update(JSON.stringify([sum, request.body['seed'] ?? null]))
    .digest()
  return digest[0]! < 192 ? sum : sum + 1
}

export const usage = { prompt_tokens: 30, completion_tokens: 40 }
