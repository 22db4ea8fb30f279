import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import {
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
  const text = `${JSON.stringify(job, null, 1)}\n`
  const before = await readFile(path.join(folder, jobFile), 'utf8').catch(() => undefined)
  // What another job left is no result of this one.
  if (before !== text) await rm(path.join(folder, resultFile), { force: true })
  await writeWhole(path.join(folder, rowsFile), rows)
  if (before !== text) await writeWhole(path.join(folder, jobFile), text)
  return sha256(text)
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
