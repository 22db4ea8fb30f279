import type { Assets } from '@retable/assets'
import type { Asked, Client } from '@retable/client'
import { contentHash, type Benchmark, type Grade, type SettingResult, type Variant } from '@retable/core'
import { aggregate } from '@retable/evaluators/aggregate'
import { majorityScore } from '@retable/stats'
import type { Store } from '@retable/store'
import { readItems } from '../benchmarks/read-items.ts'
import { HarnessError } from '../errors.ts'
import { startAnsweredBy, type AnsweredBy } from './findings/answered-by.ts'
import { answersOf, countRequests, lacksAny, type AnsweredSample } from './answers.ts'
import { startCutAnswers } from './findings/cut-answers.ts'
import { startPromptLengths, type PromptLengths } from './findings/cut-prompts.ts'
import { areOneSample, startEqualSamples, type EqualSamples } from './findings/equal-samples.ts'
import { endedEarly } from './ended-early.ts'
import { examplesOf, findStyle, requireDrawn } from './find-style.ts'
import { gradeAnswer } from './grade-answer.ts'
import { startOutcomeCounts, type CurrentCounts, type OutcomeCounts } from './findings/outcome-counts.ts'
import { samplesOf, type EvalDrawing, type SamplePlan } from './sample.ts'

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
  /** Sum of the scores so far, failures left out, and how many they are. */
  readonly score: { readonly sum: number; readonly n: number }
}

/** What an evaluation of one benchmark found. */
export interface EvalResult {
  readonly result: SettingResult
  readonly counts: OutcomeCounts
  /** Accuracy with failed answers left out; null where none failed. */
  readonly withoutFailed: number | null
  readonly equalSamples: EqualSamples
  readonly promptLengths: PromptLengths
  readonly answeredBy: readonly AnsweredBy[]
  /** When the oldest answer of the store was asked, in milliseconds since 1970; null where none is of the store. */
  readonly oldestStored: number | null
  readonly prepared: PreparedEval
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
 * @throws HarnessError `harness/unknown-prompt`, `harness/unknown-variant`, `harness/no-examples`, `harness/data-set`
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
  const { store, isFresh, signal, onWait } = tools
  const asks = tools.failedElsewhere === undefined && (isFresh || asksAny(prepared, store))
  if (!asks) return evaluate(prepared, tools)
  const waiting = setTimeout(() => onWait?.(), waitToldMs)
  try {
    const found = await store.leased(
      leaseKey(prepared.plan),
      (held) => {
        clearTimeout(waiting)
        return evaluate(prepared, { ...tools, signal: held })
      },
      signal,
    )
    // No output is ever kept under such a key, so that the work is done here.
    return found!
  } finally {
    clearTimeout(waiting)
  }
}

const waitToldMs = 1000

/** Stands for all that two evaluations must have in common to want the same answers. */
function leaseKey({ benchmark, style, drawing, model, client }: SamplePlan): string {
  const { sampling, seed } = drawing
  const body = client.bodyOf({ id: '', prompt: '', sampling })
  return contentHash({ kind: 'eval', benchmark, style: style.id, seed, model, body })
}

async function evaluate(prepared: PreparedEval, tools: EvalTools): Promise<EvalResult> {
  const { benchmark, variant, plan } = prepared
  const { samples } = plan.drawing
  const counts = startOutcomeCounts(plan.items.length * samples)
  const [equal, lengths, by] = [startEqualSamples(), startPromptLengths(), startAnsweredBy()]
  const grades = new Map(plan.items.map(({ id }): [string, Grade[]] => [id, []]))
  const failures = new Map<string, number>()
  const score = { sum: 0, n: 0 }
  let oldestStored: number | null = null
  const take = ({ sample, answer, isStored }: AnsweredSample) => {
    const { item } = sample
    const grade = gradeAnswer(answer, variant, item)
    grades.get(item.id)![sample.sample] = grade
    counts.add(answer, isStored)
    if (answer.outcome === 'failed') failures.set(item.id, (failures.get(item.id) ?? 0) + 1)
    else {
      score.sum += grade.score
      score.n += 1
    }
    equal.add(item.id, answer)
    lengths.add(item.id, typeof sample.request.prompt === 'string' ? sample.request.prompt : '', answer)
    by.add(answer, grade.score)
    if (isStored) oldestStored = Math.min(oldestStored ?? Infinity, answer.sentAt)
  }
  const cuts = startCutAnswers()
  let stored = 0
  try {
    for await (const portion of answersOf(() => samplesOf(plan), plan.items.length * samples, tools)) {
      for (const one of portion) {
        if (!cuts.holds(one)) take(one)
        stored += one.isStored ? 1 : 0
      }
      tools.onProgress?.({ counts: { ...counts.current(), fromStore: stored }, held: cuts.count(), score })
    }
  } catch (error) {
    for (const { answer, isStored } of cuts.settled()) counts.add(answer, isStored)
    throw endedEarly(error, { benchmark, style: plan.style, counts: counts.result() })
  }
  for (const one of cuts.settled()) take(one)
  requireAny(prepared, counts.result())
  // Samples that were not asked leave holes, which flatMap passes over: each other keeps its own number.
  const scores = [...grades].flatMap(([item, each]) =>
    each.flatMap(({ extracted, gold, score }, sample) => ({
      ...{ benchmark: benchmark.id, item, sample, extracted, gold, score },
    })),
  )
  for (const [item, each] of grades) {
    // What is measured is of the others alone.
    if (each.length === 0) grades.delete(item)
    else if (each.length < samples || each.includes(undefined!)) grades.set(item, each.filter(Boolean))
  }
  const equalSamples = equal.result()
  const measurements = aggregate(grades, variant).filter(
    ({ name }) => !areOneSample(equalSamples) || !/^(maj|pass)@|^consistency$/.test(name),
  )
  const { id, version } = benchmark
  return {
    result: {
      setting: prepared.setting,
      benchmark: { id, version },
      variant: { id: variant.id, version: variant.version },
      measurements,
      units: unitsOf(grades, variant, samples > 1 && !areOneSample(equalSamples)),
      scores,
    },
    counts: counts.result(),
    withoutFailed: failures.size === 0 ? null : score.sum / score.n,
    equalSamples,
    promptLengths: lengths.result(),
    answeredBy: by.result(),
    oldestStored,
    prepared,
  }
}

function requireAny({ benchmark }: PreparedEval, { wanted, notAsked }: OutcomeCounts): void {
  if (notAsked < wanted) return
  throw new HarnessError('harness/nothing-answered', `${benchmark.id}: none of ${wanted} answers is there`)
}

function unitsOf(grades: ReadonlyMap<string, readonly Grade[]>, variant: Variant, hasVotes: boolean) {
  const mean = (each: readonly Grade[]) => each.reduce((sum, { score }) => sum + score, 0) / each.length
  const items = [...grades].map(([item, each]) => ({ item, value: mean(each) }))
  if (!hasVotes) return { accuracy: items }
  const most = Math.min(...[...grades.values()].map(({ length }) => length))
  const votes = [...grades].map(([item, each]) => ({
    item,
    value: majorityScore(each.slice(0, most), { nullVotes: variant.unparsedVotes }).expected,
  }))
  return { accuracy: items, [`maj@${most}_expected`]: votes }
}

/** Of the first prompt with its examples: it tells one wording from another. */
function promptHashOf({ style, items, examples }: SamplePlan): string {
  return contentHash(items.slice(0, 1).map((item) => style.render(item, examples)))
}
