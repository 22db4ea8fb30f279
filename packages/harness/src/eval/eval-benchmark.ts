import type { Assets } from '@retable/assets'
import type { Asked, Client } from '@retable/client'
import { contentHash, type Benchmark, type Variant } from '@retable/core'
import type { Store } from '@retable/store'
import { readItems } from '../benchmarks/read-items.ts'
import { HarnessError } from '../errors.ts'
import { answersOf, countRequests, lacksAny } from './answers.ts'
import { startCutAnswers } from './findings/cut-answers.ts'
import { endedEarly } from './ended-early.ts'
import { examplesOf, findStyle, requireDrawn, requireRead } from './prompts/find-style.ts'
import type { CurrentCounts, OutcomeCounts } from './findings/outcome-counts.ts'
import { samplesOf, type EvalDrawing, type SamplePlan } from './sample.ts'
import { leasedWhile } from './leased-while.ts'
import { startTally, type EvalResult } from './tally.ts'

/** What of a benchmark a model is to be asked. */
export interface EvalPlan {
  readonly benchmark: Benchmark
  /** The benchmark's first prompt style if left out. */
  readonly style?: string | undefined
  /** The one that reads what the prompt asks for if left out. */
  readonly variant?: string | undefined
  /** The first so many items; all if left out. */
  readonly limit?: number | undefined
  /** Its name in the results; the benchmark's id if left out. */
  readonly setting?: string | undefined
  readonly drawing: EvalDrawing
  /** Tells the model's weights from others of the same name, as far as anything tells them. */
  readonly model: Readonly<Record<string, unknown>>
}

/** What an evaluation works with. */
export interface EvalTools {
  readonly client: Pick<Client, 'askInPortions' | 'score' | 'bodyOf'>
  readonly store: Pick<Store, 'answers' | 'keepAnswers' | 'leased'>
  readonly assets: Assets
  readonly isFresh: boolean
  /** Set where nothing is to be asked: what of a batch failed, by key. */
  readonly failedElsewhere?: ReadonlyMap<string, Asked> | undefined
  /** False where the model's template says nothing of thinking. */
  readonly opensThought?: false | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: EvalProgress) => void) | undefined
  /** Another process asks the same: it is waited for, and its answers are taken. */
  readonly onWait?: (() => void) | undefined
}

/** Where an evaluation stands. */
export interface EvalProgress {
  readonly counts: CurrentCounts
  /** Answers beside those counted: cut, and whether in a thought is told at the end. */
  readonly held: number
  /** Whether what the store lacks is being asked for. */
  readonly isAsking: boolean
  /** Sum of the scores so far, failures left out, and how many they are. */
  readonly score: { readonly sum: number; readonly n: number }
}

/** A benchmark as it will be asked. */
export interface PreparedEval {
  readonly benchmark: Benchmark
  readonly variant: Variant
  /** Its name in the results. */
  readonly setting: string
  readonly plan: SamplePlan
  readonly promptHash: string
  readonly items: number
}

/**
 * Reads a benchmark's items and settles how each is asked.
 *
 * @throws HarnessError `harness/unknown-prompt`, `harness/unknown-variant`, `harness/unread-prompt`, `harness/no-examples`, `harness/data-set`
 */
export async function prepareEval(
  { benchmark, style: asked, variant: askedVariant, limit, setting, drawing, model }: EvalPlan,
  { client, assets, signal }: Pick<EvalTools, 'client' | 'assets' | 'signal'>,
): Promise<PreparedEval> {
  const style = findStyle(benchmark, asked)
  const wanted = askedVariant ?? style.variant ?? benchmark.defaultVariant
  const variant = benchmark.variants.find(({ id }) => id === wanted)
  if (variant === undefined) {
    const known = benchmark.variants.map(({ id }) => id).join(', ')
    throw new HarnessError(
      'harness/unknown-variant',
      `${benchmark.id} has no variant "${wanted}"; it has: ${known}`,
    )
  }
  requireRead(benchmark, style, variant)
  requireDrawn(style, drawing)
  const items = (await readItems(benchmark, assets, signal)).slice(0, limit)
  if (items.length === 0) {
    throw new HarnessError('harness/nothing-to-ask', `${benchmark.id} has no items of its own to ask a model`)
  }
  const examples = await examplesOf(benchmark, style, assets, signal)
  const plan = { benchmark: benchmark.id, items, style, examples, drawing, model, client }
  return {
    benchmark,
    variant,
    setting: setting ?? benchmark.id,
    plan,
    promptHash: promptHashOf(plan),
    items: items.length,
  }
}

/** How many requests an evaluation takes, and how many of them the store has the answers to. */
export function wantedOf({ plan }: PreparedEval, store: Pick<Store, 'answers'>) {
  return countRequests(samplesOf(plan), store)
}

/** Whether anything is left to ask. */
export function asksAny({ plan }: PreparedEval, store: Pick<Store, 'answers'>): boolean {
  return lacksAny(samplesOf(plan), store)
}

/**
 * Asks a model a benchmark's items, grades the answers and aggregates them. Failed answers count as wrong. Of two
 * processes that ask the same over one store, one waits for the other.
 *
 * @throws ClientError when the endpoint ends the run; what was answered by then is kept
 */
export async function evalBenchmark(prepared: PreparedEval, tools: EvalTools): Promise<EvalResult> {
  const { store, isFresh } = tools
  const asks = tools.failedElsewhere === undefined && (isFresh || asksAny(prepared, store))
  if (!asks) return evaluate(prepared, tools)
  return leasedWhile([prepared.plan], tools, (signal) => evaluate(prepared, { ...tools, signal }))
}

async function evaluate(prepared: PreparedEval, tools: EvalTools): Promise<EvalResult> {
  const { benchmark, plan } = prepared
  const tally = startTally(prepared)
  const cuts = startCutAnswers(tools.opensThought)
  let [stored, isAsking] = [0, false]
  try {
    const wanted = plan.items.length * plan.drawing.samples
    for await (const portion of answersOf(() => samplesOf(plan), wanted, tools)) {
      for (const one of portion) {
        if (!cuts.holds(one)) tally.add(one)
        stored += one.isStored ? 1 : 0
      }
      isAsking ||= portion.length === 0
      const { counts, score } = tally.current()
      tools.onProgress?.({ counts: { ...counts, fromStore: stored }, held: cuts.count(), isAsking, score })
    }
  } catch (error) {
    for (const one of cuts.settled()) tally.add(one)
    throw endedEarly(error, { benchmark, style: plan.style, counts: tally.counts() })
  }
  for (const one of cuts.settled()) tally.add(one)
  requireAny(prepared, tally.counts())
  return { ...tally.result(), cutUntold: cuts.untold() }
}

function requireAny({ benchmark }: PreparedEval, { wanted, notAsked }: OutcomeCounts): void {
  if (notAsked < wanted) return
  throw new HarnessError('harness/nothing-answered', `${benchmark.id}: none of ${wanted} answers is there`)
}

/** Of the first prompt with its examples: it tells one wording from another. */
function promptHashOf({ style, items, examples }: SamplePlan): string {
  return contentHash(items.slice(0, 1).map((item) => style.render(item, examples)))
}
