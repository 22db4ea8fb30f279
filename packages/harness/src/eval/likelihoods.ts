import type { Asked, AskOptions, FailedScore, Scored, ScoreRequest } from '@retable/client'
import type { AnsweredSample, AnswerSource } from './answers.ts'
import { eachAs } from '../each-as.ts'
import type { Wanted } from './sample.ts'

/** A choice's likelihood as the store keeps it. */
interface KeptLikelihood {
  /** Natural logarithm; null for none at all, which JSON cannot say. */
  readonly logProbability: number | null
  readonly tokens: number
  /** In milliseconds since 1970. */
  readonly sentAt: number
}

/** A sample whose choices are being asked for. */
interface Pending<S extends Wanted> {
  readonly sample: S
  readonly kept: (KeptLikelihood | undefined)[]
  left: number
  failed?: FailedScore
}

/**
 * Asks how likely each choice of the samples is. Each likelihood is kept before it is given; a sample is given when all of
 * its choices have one, as a text that is their list in JSON, or as failed where one of them failed.
 *
 * @throws ClientError `client/no-prompt-logprobs` where the server gives no log-probabilities of prompts
 */
export async function* askLikelihoods<S extends Wanted>(
  lacking: Iterable<S> | AsyncIterable<S>,
  { client, store, isFresh, signal }: AnswerSource,
  options: AskOptions,
): AsyncGenerator<readonly AnsweredSample<S>[]> {
  const places = new Map<string, { readonly pending: Pending<S>; readonly choice: number }>()
  function* requestsOf(sample: S): Generator<ScoreRequest> {
    const parts = sample.likelihoods!
    const found = isFresh ? new Map<string, string>() : store.answers(parts.map(({ key }) => key))
    const kept = parts.map(({ key }) => parsed(found.get(key)))
    const asked = [...parts.keys()].filter((choice) => kept[choice] === undefined)
    const pending: Pending<S> = { sample, kept, left: asked.length }
    for (const choice of asked) {
      const id = `${sample.request.id}/${choice}`
      places.set(id, { pending, choice })
      yield { id, prompt: sample.request.prompt as string, completion: parts[choice]!.completion }
    }
  }
  for await (const scored of client.score(eachAs(lacking, requestsOf), signal, options)) {
    const { pending, choice } = places.get(scored.id)!
    places.delete(scored.id)
    const { sample, kept } = pending
    pending.left -= 1
    if (scored.outcome === 'failed') pending.failed ??= scored
    else {
      kept[choice] = keptOf(scored)
      const { key } = sample.likelihoods![choice]!
      store.keepAnswers([{ key, answer: JSON.stringify(kept[choice]) }], { replaces: isFresh })
    }
    if (pending.left > 0) continue
    const answer =
      pending.failed === undefined
        ? answered(sample, kept as KeptLikelihood[])
        : failed(sample, pending.failed)
    yield [{ sample, answer, isStored: false }]
  }
}

/** The answer of a sample whose likelihoods are all in the store. */
export function likelihoodsIn(found: ReadonlyMap<string, string>, sample: Wanted): Asked | undefined {
  const kept = sample.likelihoods!.map(({ key }) => parsed(found.get(key)))
  return kept.includes(undefined) ? undefined : answered(sample, kept as KeptLikelihood[])
}

function parsed(text: string | undefined): KeptLikelihood | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as KeptLikelihood)
}

function keptOf({ logProbability, tokens }: Scored & { readonly outcome: 'scored' }): KeptLikelihood {
  return {
    logProbability: Number.isFinite(logProbability) ? logProbability : null,
    tokens,
    sentAt: Date.now(),
  }
}

function answered({ request }: Wanted, kept: readonly KeptLikelihood[]): Asked {
  // Read back as minus infinity.
  const text = `[${kept.map(({ logProbability }) => logProbability ?? '-1e999').join(', ')}]`
  const tokens = kept.reduce((sum, each) => sum + each.tokens, 0)
  return {
    ...sending(request.id, Math.min(...kept.map(({ sentAt }) => sentAt))),
    ...{ outcome: 'answered', text, tokens, server: { url: '' } },
    usage: { promptTokens: 0, completionTokens: 0, isEstimated: true, choices: 1 },
  }
}

function failed({ request }: Wanted, { reason, message }: FailedScore): Asked {
  return { ...sending(request.id, 0), outcome: 'failed', reason, message }
}

function sending(id: string, sentAt: number) {
  return { id, choice: 0, attempts: 1, sentAt, ms: 0, body: '' } as const
}
