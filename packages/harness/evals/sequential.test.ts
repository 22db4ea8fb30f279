import path from 'node:path'
import { openAssets } from '@retable/assets'
import { completionAnswer } from '@retable/client/testing'
import type { GateReport, Side } from '@retable/core'
import { expect, test } from 'vitest'
import { itemFacts, sideOfRecord } from '../src/compare/index.ts'
import {
  evalBenchmark,
  evalNotes,
  evalRecord,
  openEndpoint,
  openStore,
  prepareEval,
  type EvalPlan,
} from '../src/eval/index.ts'
import { defaultPolicy, type GatePolicy } from '../src/gate/index.ts'
import { asBaseline, gateSequentially, pairedWithBaseline } from '../src/gate/sequential/index.ts'
import { askingOrder } from '../src/gate/sequential/asking-order.ts'
import {
  adder,
  chatAnswer,
  errorAnswer,
  guess,
  isAsked,
  openFakeServer,
  sumIn,
  sums,
  sumsModule,
  type Behaviour,
  type ReceivedRequest,
} from '../src/testing/index.ts'
import { emptyFolder } from './eval-fake.ts'

const drawing = { samples: 1, sampling: { temperature: 0, topP: 1, maxTokens: 100 }, seed: 0 }
const signal = new AbortController().signal

interface Asked {
  readonly url: string
  readonly folder: string
  readonly plans: readonly Omit<EvalPlan, 'model' | 'benchmark'>[]
  readonly route?: 'chat' | 'completions'
  readonly mostAhead?: number
  readonly policy?: Partial<GatePolicy>
  readonly model?: string
}

/** Evaluates a baseline `base`, and gates another model against it over a store in the folder. */
async function gated(asked: Asked): Promise<GateReport> {
  const { url, folder, route = 'chat', mostAhead = 32 } = asked
  const store = await openStore(folder)
  const assets = openAssets({ directory: path.join(folder, 'assets') })
  const open = (model: string) =>
    openEndpoint({
      ...{ model, baseUrls: [url], directory: folder, signal, concurrency: 4, route },
      ...{ onNotice: () => undefined, onProgress: () => undefined },
    })
  try {
    await using first = await open('base')
    const found = []
    for (const plan of asked.plans) {
      const { client, manifest } = first
      const of = { benchmark: sums, ...plan, model: manifest.version }
      const prepared = await prepareEval(of, { client, assets })
      found.push(await evalBenchmark(prepared, { client, store, assets, isFresh: false }))
    }
    const told = found.map((each) => evalNotes(each, 0.01))
    const record = evalRecord({ endpoint: first.manifest, found, told, facts: null })
    const factsOf = itemFacts(assets)
    const baseline: Side = await sideOfRecord('base', record, factsOf)

    await using endpoint = await open(asked.model ?? 'new')
    const { client, opensThought, manifest } = endpoint
    const { asks } = await asBaseline('base', record, { module: sumsModule })
    const prepared = await Promise.all(
      asks.map((ask) => prepareEval({ ...ask, model: manifest.version }, { client, assets })),
    )
    const of = { manifest: record.manifest, endpoint: manifest, anyway: false }
    const { report } = await gateSequentially({
      ...{ baseline, client, store, opensThought, factsOf, mostAhead, signal, endpoint: manifest },
      pairs: pairedWithBaseline(baseline, prepared, of),
      policy: { ...defaultPolicy, ...asked.policy },
      ...{ noise: new Map(), seed: 0, isFullRun: false, mostFailed: 0.01 },
    })
    return report
  } finally {
    store.close()
  }
}

/** Those that a model was asked, by what is read of them. */
function askedOf<T>(
  requests: readonly ReceivedRequest[],
  model: string,
  read: (one: ReceivedRequest) => T,
): T[] {
  return requests.filter((one) => isAsked(one) && one.body['model'] === model).map(read)
}

const wrong = (request: ReceivedRequest) => chatAnswer(`It is ${sumIn(request).sum + 1}`)
const ofTokens = (request: ReceivedRequest) => Number(request.body['max_tokens'])
const margin = { others: { ...defaultPolicy.others, margin: { points: 5 } } }

/** One benchmark asked in two ways, which a request's token limit tells apart. */
const twoWays = [
  { setting: 'long', drawing },
  { setting: 'short', drawing: { ...drawing, sampling: { ...drawing.sampling, maxTokens: 50 } } },
]

test('two benchmarks are asked in turn in their orders; one that regressed stops both', async () => {
  await using server = await openFakeServer((request) => {
    if (!isAsked(request) || request.body['model'] === 'base' || ofTokens(request) === 50)
      return adder(request)
    return wrong(request)
  })
  const report = await gated({ url: server.url, folder: await emptyFolder(), plans: twoWays })
  expect(report).toMatchObject({
    ...{ verdict: 'regressed', exitCode: 1, reasons: ['regressed: long'] },
    benchmarks: [{ verdict: 'regressed' }, { verdict: 'undecided' }],
  })
  const [long, short] = report.benchmarks.map(({ sequential }) => sequential!.asked)
  expect(long).toBeLessThanOrEqual(20)
  expect(Math.abs(long! - short!)).toBeLessThanOrEqual(4)
  const order = askingOrder(Array.from({ length: 300 }, (_, i) => `test/${i}`), { seed: 0, benchmark: 'sums' }) // prettier-ignore
  for (const tokens of [100, 50]) {
    const sent = askedOf(server.requests, 'new', (one) => [ofTokens(one), `test/${sumIn(one).item}`] as const)
    const items = sent.flatMap(([limit, item]) => (limit === tokens ? [item] : []))
    // Requests that travel side by side may overtake each other.
    expect(items.slice(0, 4).toSorted()).toEqual(order.slice(0, 4).toSorted())
    expect(items.toSorted()).toEqual(order.slice(0, items.length).toSorted())
  }
})

test('one that is settled is not asked further, while the other is', async () => {
  await using server = await openFakeServer((request) => {
    // In one way the candidate is as good; in the other it is right and wrong about as often, on other items.
    if (!isAsked(request) || request.body['model'] === 'base' || ofTokens(request) === 100)
      return adder(request)
    return sumIn(request).item % 4 === 0 ? wrong(request) : chatAnswer(String(sumIn(request).sum))
  })
  const report = await gated({ url: server.url, folder: await emptyFolder(), plans: twoWays, policy: margin })
  expect(report).toMatchObject({ verdict: 'undecided', reasons: ['not proved no worse: short'] })
  expect(report.benchmarks.map(({ p }) => p.noWorse <= 0.05)).toEqual([true, false])
  const [long, short] = report.benchmarks.map(({ sequential }) => sequential!.asked)
  expect(short).toBe(300)
  const sent = askedOf(server.requests, 'new', ofTokens)
  expect(sent.filter((limit) => limit === 100).length).toBeLessThanOrEqual(long! + 32)
  expect(sent.filter((limit) => limit === 50)).toHaveLength(300)
})

test('an answer that takes long is waited for, and only so many are asked ahead of it', async () => {
  const [first] = askingOrder(Array.from({ length: 300 }, (_, i) => `test/${i}`), { seed: 0, benchmark: 'sums' }) // prettier-ignore
  let early = 0
  await using server = await openFakeServer(async (request) => {
    if (!isAsked(request) || request.body['model'] === 'base') return adder(request)
    if (`test/${sumIn(request).item}` !== first) return wrong(request)
    await new Promise((resolve) => setTimeout(resolve, 500))
    early = askedOf(server.requests, 'new', ofTokens).length
    return wrong(request)
  })
  const report = await gated({
    url: server.url,
    folder: await emptyFolder(),
    plans: [{ drawing }],
    mostAhead: 12,
  })
  expect(report.verdict).toBe('regressed')
  expect(early).toBe(12)
})

test('items with several samples are bet on whole', async () => {
  const sampled = { ...drawing, samples: 4, sampling: { ...drawing.sampling, temperature: 1 } }
  await using server = await openFakeServer((request) =>
    isAsked(request) && request.body['model'] === 'new' ? wrong(request) : adder(request),
  )
  const report = await gated({ url: server.url, folder: await emptyFolder(), plans: [{ drawing: sampled }] })
  const [{ comparison, sequential }] = report.benchmarks as [GateReport['benchmarks'][number]]
  expect(comparison.samples).toEqual({ least: 4, most: 4 })
  expect(comparison.items.paired).toBe(sequential!.asked)
  expect([report.verdict, sequential!.asked <= 20]).toEqual(['regressed', true])
})

test('likelihoods of choices are asked in turn too', async () => {
  const echo = (request: ReceivedRequest): Behaviour => {
    const text = String(request.body['prompt'])
    const isRight = text.endsWith(` ${sumIn(request).sum}`)
    const likely = request.body['model'] === 'base' ? isRight : !isRight
    const tokens = [...text.match(/\s*\S+/g)!, ' .']
    const at = tokens.map((_, i) => (i === 0 ? null : i === tokens.length - 2 && !likely ? -3 : -1))
    return completionAnswer(
      `${text} .`,
      { logprobs: { tokens, token_logprobs: at, top_logprobs: null, text_offset: [] } },
      { usage: { prompt_tokens: tokens.length - 1, completion_tokens: 1 } },
    )
  }
  await using server = await openFakeServer((request) =>
    isAsked(request) ? echo(request) : { kind: 'answer', status: 404, body: {} },
  )
  const plans = [{ style: 'chances', drawing }]
  const folder = await emptyFolder()
  const of = { url: server.url, folder, plans, route: 'completions' as const }
  const report = await gated(of)
  expect(report).toMatchObject({ verdict: 'regressed', sequential: { asked: 10, items: 300 } })
  // What is new was in flight when the verdict was settled.
  const sent = askedOf(server.requests, 'new', String).length
  expect(await gated(of)).toMatchObject({ verdict: 'regressed', sequential: { requests: { sent: 0 } } })
  expect(askedOf(server.requests, 'new', String)).toHaveLength(sent)
})

test('where too many fail it goes on to the end, and says why nothing is concluded', async () => {
  await using server = await openFakeServer((request) => {
    const fails = isAsked(request) && request.body['model'] === 'new' && sumIn(request).item % 5 === 0
    return fails ? errorAnswer(400, 'not that one') : adder(request)
  })
  const report = await gated({ url: server.url, folder: await emptyFolder(), plans: [{ drawing }] })
  expect(report).toMatchObject({
    ...{ verdict: 'undecided', exitCode: 4 },
    sequential: { isSettled: false, asked: 300 },
    benchmarks: [{ withheld: ['candidate: 20.0 % of the answers failed, and --max-failed allows 1 %'] }],
  })
})

test('cut answers are read as they are once a whole answer before them shows no thought', async () => {
  await using server = await openFakeServer((request) => {
    if (!isAsked(request) || request.body['model'] === 'base') return adder(request)
    const text = `It is ${guess(request)}`
    return sumIn(request).item % 2 === 0 ? chatAnswer([{ text, finish: 'length' }]) : chatAnswer(text)
  })
  const report = await gated({
    url: server.url,
    folder: await emptyFolder(),
    plans: [{ drawing }],
    policy: margin,
  })
  const [{ comparison }] = report.benchmarks as [GateReport['benchmarks'][number]]
  expect(comparison.truncated.candidate).toBeGreaterThan(0.3)
  // Of the first alone, were it cut, nothing would be known.
  expect(comparison.worse).toBeLessThanOrEqual(2)
  expect(report.verdict).toBe('no worse')
})

test('a server that is gone ends it with how far it came', async () => {
  let asked = 0
  await using server = await openFakeServer((request) => {
    if (!isAsked(request) || request.body['model'] === 'base') return adder(request)
    return (asked += 1) > 30 ? errorAnswer(401, 'no such key') : adder(request)
  })
  const of = { url: server.url, folder: await emptyFolder(), plans: [{ drawing }] }
  await expect(gated(of)).rejects.toThrow(
    /sums: \d+ of 300 items; answers are kept, and the same command goes on/,
  )
})
