import type { Asked, Client } from '@retable/client'
import type { Store } from '@retable/store'
import type { EvalSample } from './sample.ts'

/** How one wanted answer ended, and whether it was there already. */
export interface AnsweredSample {
  readonly sample: EvalSample
  readonly answer: Asked
  readonly isStored: boolean
}

/** What answers come from. */
export interface AnswerSource {
  readonly client: Pick<Client, 'ask'>
  readonly store: Pick<Store, 'answers' | 'keepAnswers'>
  /** Asks again for what the store holds, and puts the new answers in its place. */
  readonly isFresh: boolean
  readonly signal?: AbortSignal | undefined
}

/** Samples that are looked up at once. */
const portion = 256

/**
 * An answer for each sample: those in the store first, then what the endpoint gives, in the order in which it comes. Each
 * is kept before it is given, so that a kill loses those in flight alone. Failures are given and not kept: the next run
 * asks again.
 *
 * @param samples - makes the same samples each time it is called
 */
export async function* answersOf(
  samples: () => Iterable<EvalSample>,
  { client, store, isFresh, signal }: AnswerSource,
): AsyncGenerator<AnsweredSample> {
  const given = new Uint8Array(countOf(samples()))
  if (!isFresh) {
    let at = 0
    for (const part of portionsOf(samples())) {
      const found = store.answers(part.map(({ key }) => key))
      for (const sample of part) {
        const text = found.get(sample.key)
        if (text !== undefined) {
          given[at] = 1
          yield { sample, answer: JSON.parse(text) as Asked, isStored: true }
        }
        at += 1
      }
      signal?.throwIfAborted()
    }
  }
  if (!given.includes(0)) return

  const inFlight = new Map<string, EvalSample>()
  function* lacking() {
    let at = 0
    for (const sample of samples()) {
      const isGiven = given[at] === 1
      at += 1
      if (isGiven) continue
      inFlight.set(sample.request.id, sample)
      yield sample.request
    }
  }
  for await (const answer of client.ask(lacking(), signal)) {
    const sample = inFlight.get(answer.id)!
    inFlight.delete(answer.id)
    if (answer.outcome !== 'failed') {
      store.keepAnswers([{ key: sample.key, answer: JSON.stringify(answer) }], { replaces: isFresh })
    }
    yield { sample, answer, isStored: false }
  }
}

/** How many of the samples the store holds. */
export function countStored(samples: Iterable<EvalSample>, store: Pick<Store, 'answers'>): number {
  let count = 0
  for (const part of portionsOf(samples)) count += store.answers(part.map(({ key }) => key)).size
  return count
}

/** Whether the store lacks any of the samples; no more are looked up than it takes to tell. */
export function lacksAny(samples: Iterable<EvalSample>, store: Pick<Store, 'answers'>): boolean {
  for (const part of portionsOf(samples)) {
    if (store.answers(part.map(({ key }) => key)).size < part.length) return true
  }
  return false
}

function countOf(samples: Iterable<unknown>): number {
  let count = 0
  for (const _ of samples) count += 1
  return count
}

function* portionsOf<T>(values: Iterable<T>): Generator<T[]> {
  let part: T[] = []
  for (const value of values) {
    part.push(value)
    if (part.length < portion) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}
