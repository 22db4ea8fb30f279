import type { Asked, AskOptions, Client, RewardRoute } from '@retable/client'
import type { Store } from '@retable/store'
import { portionsOf } from '../portions.ts'
import { eachAs } from '../each-as.ts'
import { askLikelihoods, likelihoodsIn } from './likelihoods.ts'
import { askRewards } from './rewards.ts'
import { keysOf, type EvalSample, type Wanted } from './sample.ts'

/** How one wanted answer ended, and whether it was there already. */
export interface AnsweredSample<S extends Wanted = EvalSample> {
  readonly sample: S
  readonly answer: Asked
  readonly isStored: boolean
}

/** What answers come from. */
export interface AnswerSource {
  readonly client: Pick<Client, 'askInPortions' | 'score'> & Partial<Pick<Client, 'reward'>>
  /** The route of a reward model; `score` if left out. */
  readonly rewardRoute?: RewardRoute | undefined
  readonly store: Pick<Store, 'answers' | 'keepAnswers'>
  /** Asks again for what the store holds, and puts the new answers in its place. */
  readonly isFresh: boolean
  /** What was asked for just now, by key: it is not asked again, and counts as asked. */
  readonly justAsked?: ReadonlySet<string> | undefined
  /** Set where nothing is to be asked: what failed elsewhere, by key. What is neither there nor in the store is not asked. */
  readonly failedElsewhere?: ReadonlyMap<string, Asked> | undefined
  readonly signal?: AbortSignal | undefined
}

/** Samples that are looked up at once. */
const portion = 256

const none: ReadonlySet<string> = new Set()

/**
 * An answer for each sample, in portions: those in the store first, then what the endpoint gives, in the order in which
 * it comes. Each is kept before it is given, so that a kill loses those in flight alone. Failures are given and not kept:
 * the next run asks again, and goes on to the end where all that is open fails. Before the first is asked for, an empty
 * portion is given.
 *
 * @param samples - makes the same samples each time it is called
 * @param count - how many they are
 */
export async function* answersOf<S extends Wanted>(
  samples: () => Iterable<S>,
  count: number,
  source: AnswerSource,
): AsyncGenerator<readonly AnsweredSample<S>[]> {
  const { store, isFresh, signal, justAsked = none } = source
  const given = new Uint8Array(count)
  let goesOn = false
  if (!isFresh || justAsked.size > 0) {
    let at = 0
    for (const part of portionsOf(samples(), portion)) {
      const known = isFresh ? part.filter(({ key }) => justAsked.has(key)) : part
      const found = store.answers(known.flatMap(keysOf))
      goesOn ||= found.size > 0
      const stored: AnsweredSample<S>[] = []
      for (const sample of part) {
        const answer = answerIn(found, sample)
        if (answer !== undefined) {
          given[at] = 1
          stored.push({ sample, answer, isStored: !justAsked.has(sample.key) })
        }
        at += 1
      }
      if (stored.length > 0) yield stored
      signal?.throwIfAborted()
    }
  }
  if (!given.includes(0)) return

  function* lacking() {
    let at = 0
    for (const sample of samples()) if (given[at++] !== 1) yield sample
  }
  if (source.failedElsewhere !== undefined) {
    for (const sample of lacking()) {
      const answer = source.failedElsewhere.get(sample.key)
      if (answer !== undefined) yield [{ sample, answer, isStored: false }]
    }
    return
  }
  yield []
  const first = samples()[Symbol.iterator]().next() as IteratorResult<S, undefined>
  const isOfChoices = first.value?.likelihoods !== undefined
  // Of an endpoint that has answered some, what is left may be just what it always fails on.
  const options = goesOn ? { firstFailures: Infinity } : {}
  if (first.value?.reward !== undefined) {
    yield* askRewards(lacking(), source, options)
    return
  }
  yield* isOfChoices ? askLikelihoods(lacking(), source, options) : askTexts(lacking(), source, options)
}

/** Asks for what is not in the store, and keeps each answer before it is given. */
export async function* askTexts<S extends Wanted>(
  lacking: Iterable<S> | AsyncIterable<S>,
  { client, store, isFresh, signal }: AnswerSource,
  options: AskOptions,
): AsyncGenerator<readonly AnsweredSample<S>[]> {
  // A Map would keep what is taken out of it until a full collection, as client/src/linked-list.ts tells.
  const inFlight: Record<string, S> = Object.create(null) as Record<string, S>
  const requests = eachAs(lacking, (sample) => {
    inFlight[sample.request.id] = sample
    return [sample.request]
  })
  for await (const answers of client.askInPortions(requests, signal, options)) {
    const portion = answers.map((answer): AnsweredSample<S> => {
      const sample = inFlight[answer.id]!
      Reflect.deleteProperty(inFlight, answer.id)
      return { sample, answer, isStored: false }
    })
    const whole = portion.filter(({ answer }) => answer.outcome !== 'failed')
    store.keepAnswers(
      whole.map(({ sample, answer }) => ({ key: sample.key, answer: JSON.stringify(answer) })),
      { replaces: isFresh },
    )
    yield portion
  }
}

/** What the store holds of a sample; undefined unless it is all there. */
export function answerIn(found: ReadonlyMap<string, string>, sample: Wanted): Asked | undefined {
  if (sample.likelihoods !== undefined) return likelihoodsIn(found, sample)
  const text = found.get(sample.key)
  return text === undefined ? undefined : (JSON.parse(text) as Asked)
}

/** How many requests samples take, and how many of them the store has the answers to. */
export function countRequests(
  samples: Iterable<Wanted>,
  store: Pick<Store, 'answers'>,
): { readonly wanted: number; readonly stored: number } {
  const count = { wanted: 0, stored: 0 }
  for (const part of portionsOf(samples, portion)) {
    const keys = part.flatMap(keysOf)
    count.wanted += keys.length
    count.stored += store.answers(keys).size
  }
  return count
}

/** Whether the store lacks any of the samples; no more are looked up than it takes to tell. */
export function lacksAny(samples: Iterable<Wanted>, store: Pick<Store, 'answers'>): boolean {
  for (const part of portionsOf(samples, portion)) {
    const keys = part.flatMap(keysOf)
    if (store.answers(keys).size < keys.length) return true
  }
  return false
}
