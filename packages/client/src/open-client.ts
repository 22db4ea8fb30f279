import { askJob, bodyOptions, estimateOf, type AskJob } from './ask/ask-job.ts'
import type { AskRequest } from './ask/ask-request.ts'
import type { Asked } from './ask/asked.ts'
import { leftToServer, requestBody } from './ask/body.ts'
import { readBatch } from './batch/read-batch.ts'
import { writeBatch } from './batch/write-batch.ts'
import type { AskOptions, Client, ClientOptions, Progress } from './client.ts'
import { identifyReplicas } from './endpoint/identify.ts'
import { probeServer } from './endpoint/probe.ts'
import { scoreTexts } from './endpoint/score.ts'
import { rewardTexts } from './rewards/reward-texts.ts'
import { openSession, type Session } from './session/session.ts'
import { runReserved } from './session/run-reserved.ts'

/**
 * Opens a client; nothing is sent before it is asked for.
 *
 * @throws ClientError `client/options`
 */
export function openClient(options: ClientOptions): Client {
  const session = openSession(options)
  const { gate, ledger, replicas } = session
  return {
    ask: (requests, signal, asking) => eachOf(askAll(session, requests, signal, asking)),
    askInPortions: (requests, signal, asking) => askAll(session, requests, signal, asking),
    score: (requests, signal, asking) => eachOf(scoreTexts(session, requests, signal, asking)),
    reward: (requests, route, signal, asking) =>
      eachOf(rewardTexts(session, requests, route, signal, asking)),
    identify: (signal) => identifyReplicas(session, signal),
    probe: (signal) => probeServer(session, signal),
    writeBatch: (requests) => writeBatch(session, requests),
    readBatch: (input) => readBatch(session, input),
    bodyOf: (request) => requestBody(request, bodyOptions(session)),
    leftToServer: () => leftToServer(bodyOptions(session)),
    addresses: replicas.map(({ url }) => url.shown),
    get spent() {
      return ledger.spent
    },
    get progress(): Progress {
      const { inFlight, limit, oldest } = gate
      return { inFlight, concurrency: limit, oldestMs: oldest === undefined ? 0 : performance.now() - oldest }
    },
    async close() {
      await Promise.all(replicas.map(({ connections }) => connections.destroy()))
    },
  }
}

/** Asks requests. */
function askAll(
  session: Session,
  requests: AsyncIterable<AskRequest> | Iterable<AskRequest>,
  signal?: AbortSignal,
  { firstFailures }: AskOptions = {},
): AsyncGenerator<readonly Asked[]> {
  return runReserved<AskJob, Asked>(session, {
    jobs: jobsOf(requests),
    estimateOf: ({ request, n }) => estimateOf({ ...request, n }, session),
    perform: (job, run, more) => askJob(session, run, job, more),
    firstFailures,
    signal,
  })
}

async function* eachOf<T>(portions: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  // yield* would make three promises more for each of them.
  for await (const portion of portions) for (const each of portion) yield each
}

function jobsOf(
  requests: AsyncIterable<AskRequest> | Iterable<AskRequest>,
): AsyncIterable<AskJob> | Iterable<AskJob> {
  return Symbol.asyncIterator in requests ? jobsLater(requests) : jobsNow(requests)
}

function* jobsNow(requests: Iterable<AskRequest>): Generator<AskJob> {
  for (const request of requests) yield { request, from: 0, n: request.n ?? 1 }
}

async function* jobsLater(requests: AsyncIterable<AskRequest>): AsyncGenerator<AskJob> {
  for await (const request of requests) yield { request, from: 0, n: request.n ?? 1 }
}
