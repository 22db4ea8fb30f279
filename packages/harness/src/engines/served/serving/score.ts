import type { Model, PromptedText } from '@retable/core'
import { HarnessError } from '../../../errors.ts'
import type { OpenServed } from '../context.ts'
import { limited } from '../limited.ts'
import { lostServers } from './lost-to-cluster.ts'
import type { ModelServer } from './model-servers.ts'
import { postJson } from './post-json.ts'
import { locationOf } from './start-server.ts'
import { answerIds, countEach, endIds } from './token-ids.ts'

/** log p(completion | prompt) of each text, the id that ends it included. */
export async function score(
  open: OpenServed,
  model: Model,
  texts: readonly PromptedText[],
  signal?: AbortSignal,
): Promise<readonly number[]> {
  const ends = await endIds(locationOf(model))
  return withServer(open, model, signal, async (server, stop) => {
    const side = limited(open.settings.batch * server.addresses.length)
    const failure = new AbortController()
    const signal = AbortSignal.any([stop, failure.signal])
    const one = async (text: PromptedText) =>
      logProbability(server, await answerIds(server, text, { ends, signal }), signal)
    return Promise.all(
      texts.map((text) =>
        side
          .run(() => one(text), signal)
          .catch((error: unknown) => {
            failure.abort(error)
            throw error
          }),
      ),
    )
  })
}

/** How many tokens each text has by itself. */
export function countTokens(
  open: OpenServed,
  model: Model,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<readonly number[]> {
  return withServer(open, model, signal, async (server, stop) => {
    const counts: number[] = []
    for (let at = 0; at < texts.length; at += portion) {
      counts.push(...(await countEach(server, texts.slice(at, at + portion), stop)))
    }
    return counts
  })
}

/** Texts that are counted by one request. */
const portion = 256

/**
 * Does work with a model's server; the signal aborts with the given one, and when the server is lost. Where a cluster has
 * taken that away, the work is done again with another.
 */
export async function withServer<T>(
  open: OpenServed,
  model: Model,
  signal: AbortSignal | undefined,
  work: (server: ModelServer, stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = lostServers(open)
  for (;;) {
    const { server, release } = await open.servers.take(model, signal)
    try {
      return await work(server, signal === undefined ? server.lost : AbortSignal.any([server.lost, signal]))
    } catch (error) {
      // The reason says more than the broken connection, which may come first.
      await new Promise((resolve) => setTimeout(resolve, server.lost.aborted ? 0 : 100))
      if (lost.isWorthAnother(server, signal)) continue
      if (server.lost.aborted && signal?.aborted !== true) throw server.lost.reason as Error
      throw error
    } finally {
      release()
    }
  }
}

/** Σ log p of a completion's tokens, by `echo`. */
export async function logProbability(
  { address, modelName, key }: ModelServer,
  ids: { readonly promptIds: readonly number[]; readonly completionIds: readonly number[] },
  signal: AbortSignal,
): Promise<number> {
  const prompt = [...ids.promptIds, ...ids.completionIds]
  const body = { model: modelName, prompt, max_tokens: 0, temperature: 0, echo: true, logprobs: 0 }
  const answer = (await postJson(`${address()}/v1/completions`, body, { key, signal })) as {
    readonly choices: readonly {
      readonly logprobs: { readonly token_logprobs: readonly (number | null)[] }
    }[]
  }
  const each = answer.choices[0]!.logprobs.token_logprobs
  const own = each.slice(ids.promptIds.length)
  if (each.length !== prompt.length || own.some((value) => value === null)) {
    const message = `the server gave ${each.length} log-probabilities for ${prompt.length} tokens`
    throw new HarnessError('harness/model-server', message, { kind: 'environment' })
  }
  return own.reduce<number>((sum, value) => sum + value!, 0)
}
