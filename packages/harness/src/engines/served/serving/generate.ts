import { openClient, type Asked } from '@retable/client'
import type { Completion, CompletionStream, Engine, Model } from '@retable/core'
import { HarnessError } from '../../../errors.ts'
import type { OpenServed } from '../context.ts'
import { sampleSeed } from './sample-seed.ts'

type Request = Parameters<NonNullable<Engine['generate']>>[1]

/** Draws completions of a model's own server, and gives them as they come. */
export async function* generate(
  { servers, settings }: OpenServed,
  model: Model,
  { requests, sampling, seed }: Request,
  signal?: AbortSignal,
): CompletionStream {
  const { server, release } = await servers.take(model, signal)
  const client = openClient({
    baseUrls: server.addresses.map((address) => `${address}/v1`),
    model: server.modelName,
    ...(server.key === undefined ? {} : { apiKey: server.key }),
    // More would wait in line at the server.
    concurrency: settings.batch * server.addresses.length,
    // The model learns from what it wrote: nothing is taken off.
    verbatim: true,
    requestTimeoutMs: patienceMs,
    totalTimeoutMs: patienceMs,
  })
  const asked = requests.map(({ prompt, stream }, index) => ({
    id: String(index),
    prompt,
    sampling,
    seed: sampleSeed(seed, stream),
    logprobs: 0,
  }))
  try {
    const stop = signal === undefined ? server.lost : AbortSignal.any([server.lost, signal])
    for await (const portion of client.askInPortions(asked, stop)) {
      yield portion.map((one) => ({ index: Number(one.id), completion: completionOf(model, one) }))
    }
  } catch (error) {
    if (server.lost.aborted && signal?.aborted !== true) throw server.lost.reason as Error
    throw error
  } finally {
    await client.close()
    release()
  }
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
