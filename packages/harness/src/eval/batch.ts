import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { AskRequest, Asked, Client } from '@retable/client'
import { diskRefusal, makeFolder } from '@retable/core'
import type { Store } from '@retable/store'
import { HarnessError } from '../errors.ts'
import { portionsOf } from '../portions.ts'
import type { PreparedEval } from './eval-benchmark.ts'
import { samplesOf, type EvalSample } from './sample.ts'

/** Samples that are looked up at once. */
const portion = 256

/** What a batch is made for, or read for. */
export interface BatchOf {
  readonly prepared: readonly PreparedEval[]
  readonly client: Pick<Client, 'writeBatch' | 'readBatch'>
  readonly store: Pick<Store, 'answers' | 'keepAnswers'>
}

/**
 * Writes the requests that the store has no answers to as a batch file in OpenAI's format. Each is named by what its
 * answer is kept by, so that results of other prompts or sampling can never be taken for its own.
 *
 * @returns how many were written
 * @throws HarnessError `harness/batch` if the file cannot be written, or likelihoods are asked for
 */
export async function writeBatchFile(file: string, { prepared, client, store }: BatchOf): Promise<number> {
  requireTexts(prepared)
  let count = 0
  const requests = function* () {
    for (const sample of lackingIn(prepared, store)) {
      count += 1
      yield requestOf(sample)
    }
  }
  const lines = async function* () {
    for await (const line of client.writeBatch(requests())) yield `${line}\n`
  }
  const partial = `${file}.partial`
  try {
    await makeFolder(path.dirname(file))
    await pipeline(lines, createWriteStream(partial))
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined)
    throw unwritten(file, error)
  }
  return count
}

/** What the system says of a file that could not be written; all else stays as it is. */
function unwritten(file: string, error: unknown): unknown {
  const { syscall, message } = error as NodeJS.ErrnoException
  if (syscall === undefined) return error
  const why = diskRefusal(error) ?? message
  return new HarnessError('harness/batch', `${file} cannot be written: ${why}`, { cause: error })
}

/** What result files held. */
export interface BatchFound {
  readonly answered: number
  /** Failed answers, by what a whole one would be kept by. */
  readonly failed: ReadonlyMap<string, Asked>
  /** Rows of other requests. */
  readonly strangers: number
}

/**
 * Reads a batch's result files, and keeps the answers in them.
 *
 * @throws ClientError `client/batch` for a line that is no result, and for two unlike results of one request
 */
export async function readBatchFiles(
  files: readonly string[],
  { prepared, client, store }: BatchOf,
): Promise<BatchFound> {
  requireTexts(prepared)
  const wanted = new Map<string, EvalSample>()
  for (const { plan } of prepared) for (const sample of samplesOf(plan)) wanted.set(sample.key, sample)
  const { linesOf } = await import('@retable/readers')
  const lines = async function* () {
    for (const file of files) for await (const { text } of linesOf(file)) yield text
  }
  const requests = [...wanted.values()].map(requestOf)
  const { asked, strangers } = await client.readBatch({ lines: lines(), requests })
  const failed = new Map<string, Asked>()
  const kept: { key: string; answer: string }[] = []
  for (const each of asked) {
    const answer = { ...each, id: wanted.get(each.id)!.request.id }
    if (answer.outcome === 'failed') failed.set(each.id, answer)
    else kept.push({ key: each.id, answer: JSON.stringify(answer) })
  }
  store.keepAnswers(kept)
  return { answered: kept.length, failed, strangers: strangers.length }
}

function* lackingIn(prepared: readonly PreparedEval[], store: Pick<Store, 'answers'>): Generator<EvalSample> {
  for (const { plan } of prepared) {
    for (const part of portionsOf(samplesOf(plan), portion)) {
      const found = store.answers(part.map(({ key }) => key))
      yield* part.filter(({ key }) => !found.has(key))
    }
  }
}

function requestOf({ key, request }: EvalSample): AskRequest {
  return { ...request, id: key }
}

function requireTexts(prepared: readonly PreparedEval[]): void {
  const other = prepared.find(({ plan }) => plan.style.asksLikelihoods)
  if (other === undefined) return
  throw new HarnessError(
    'harness/batch',
    `the prompt ${other.plan.style.id} of ${other.benchmark.id} asks how likely choices are, and batch files ask for texts`,
  )
}
