import { openClient, type Asked, type Client } from '@retable/client'
import type { Completion, CompletionStream, Engine, Model } from '@retable/core'
import { HarnessError } from '../../../errors.ts'
import type { OpenServed } from '../context.ts'
import type { ServedSettings } from '../settings.ts'
import { lostServers } from './lost-to-cluster.ts'
import type { ModelServer } from './model-servers.ts'
import { sampleSeed } from './sample-seed.ts'

type Request = Parameters<NonNullable<Engine['generate']>>[1]

/**
 * Draws completions of a model's own server, and gives them as they come. What a cluster's server has not drawn when its
 * node is taken away, another draws.
 */
export async function* generate(
  open: OpenServed,
  model: Model,
  { requests, sampling, seed }: Request,
  signal?: AbortSignal,
): CompletionStream {
  const asked = requests.map(({ prompt, stream }, index) => ({
    id: String(index),
    prompt,
    sampling,
    seed: sampleSeed(seed, stream),
    logprobs: 0,
  }))
  const drawn = new Set<string>()
  const lost = lostServers(open)
  for (;;) {
    const { server, release } = await open.servers.take(model, signal)
    const client = clientOf(server, open.settings)
    try {
      const stop = signal === undefined ? server.lost : AbortSignal.any([server.lost, signal])
      const left = asked.filter(({ id }) => !drawn.has(id))
      for await (const portion of client.askInPortions(left, stop)) {
        const completions = portion.map((one) => ({
          index: Number(one.id),
          completion: completionOf(model, one),
        }))
        for (const { id } of portion) drawn.add(id)
        lost.gotSomething()
        yield completions
      }
      return
    } catch (error) {
      if (lost.isWorthAnother(server, signal)) continue
      if (server.lost.aborted && signal?.aborted !== true) throw server.lost.reason as Error
      throw error
    } finally {
      await client.close()
      release()
    }
  }
}

function clientOf(
  { addresses, modelName, key }: ModelServer,
  { batch }: Pick<ServedSettings, 'batch'>,
): Client {
  return openClient({
    baseUrls: addresses.map((address) => `${address}/v1`),
    model: modelName,
    ...(key === undefined ? {} : { apiKey: key }),
    // More would wait in line at the server.
    concurrency: batch * addresses.length,
    // The model learns from what it wrote: nothing is taken off.
    verbatim: true,
    requestTimeoutMs: patienceMs,
    totalTimeoutMs: patienceMs,
  })
}

/** A server is asked by several steps at once, each of which waits for the others. */
const patienceMs = 24 * 3600_000

function completionOf({ id }: Model, asked: Asked): Completion {
  if (asked.outcome === 'failed') {
    const message = `the server of ${id} gave no completion: ${asked.message}`
    throw new HarnessError('harness/model-server', message, { kind: 'environment' })
  }
  const { text, tokens, logProbs, outcome } = asked
  return {
    text,
    tokens,
    finishReason: outcome === 'truncated' ? 'length' : 'stop',
    ...(logProbs && {
      logProbability: logProbs.reduce((sum, { logProbability }) => sum + logProbability, 0),
    }),
  }
}
