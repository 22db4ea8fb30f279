import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import {
  canonicalJson,
  writeWhole,
  type Model,
  type PreferencePair,
  type PromptedText,
  type TrainRequest,
} from '@retable/core'
import type { TrainingJob } from '@retable/trainer'
import type { ServedSettings } from '../settings.ts'
import { locationOf } from '../serving/start-server.ts'

/** What the trainer writes last. */
export const resultFile = 'result.json'

/** What it reads first. */
export const jobFile = 'job.json'

const rowsFile = 'rows.ndjson'

/**
 * Writes a training as the trainer reads it: job.json and its rows. A job that was begun goes on where it is the same.
 *
 * @returns sha256 of job.json, which the result has to name
 */
export async function writeJob(
  folder: string,
  base: Model,
  { training, examples, keepAt = [] }: TrainRequest,
  settings: ServedSettings,
): Promise<string> {
  const rows = examples.map((example) => `${JSON.stringify(rowOf(example))}\n`).join('')
  const { loss, optimizer, batchSize, steps, order, seed } = training
  const { microBatch, maxTokens, adapter, weights, autocast, gradientCheckpointing } = settings
  const { device, sharding = 'none', threads, checkpointSeconds } = settings
  const job: TrainingJob = {
    version: 1,
    // Relative, so that a store that is moved, or seen from a container, is the same one.
    base: { folder: path.relative(folder, locationOf(base)), hash: base.hash },
    reference: null,
    rows: { file: rowsFile, sha256: sha256(rows) },
    ...{ loss, optimizer, batchSize, microBatchSize: Math.min(microBatch, batchSize), steps, order, seed },
    ...{ maxTokens, adapter, weights, autocast, gradientCheckpointing, device, sharding, threads },
    keepAt: [...keepAt],
    checkpointSeconds,
  }
  const before = await readFile(path.join(folder, jobFile), 'utf8').catch(() => undefined)
  const isSame = before !== undefined && isSameTraining(before, job)
  // One that is at work, elsewhere perhaps, is left as it is: its result names it.
  const text = isSame ? before : `${JSON.stringify(job, null, 1)}\n`
  await removeOthersResult(path.join(folder, resultFile), sha256(text))
  await writeWhole(path.join(folder, rowsFile), rows)
  if (!isSame) await writeWhole(path.join(folder, jobFile), text)
  return sha256(text)
}

/** Whether a job that was begun trains the same: how often it keeps checkpoints decides no number. */
function isSameTraining(text: string, job: TrainingJob): boolean {
  try {
    const before = JSON.parse(text) as TrainingJob
    return canonicalJson({ ...before, checkpointSeconds: job.checkpointSeconds }) === canonicalJson(job)
  } catch {
    return false
  }
}

/** What another job has left is no result of this one. */
async function removeOthersResult(file: string, job: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return
  let named: unknown
  try {
    named = (JSON.parse(text) as { readonly job?: unknown }).job
  } catch {
    // Cut off, and nobody's.
  }
  if (named !== job) await rm(file, { force: true })
}

/** What the trainer reads of an example, and no more. */
function rowOf(example: PromptedText | PreferencePair) {
  if ('completion' in example) return { prompt: example.prompt, completion: example.completion }
  const { prompt, chosen, rejected, weight } = example
  return { prompt, chosen, rejected, ...(weight === undefined ? {} : { weight }) }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
