import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
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

/** Names of what stands in a job's folder. */
export const jobFile = 'job.json'
const rowsFile = 'rows.ndjson'

/**
 * Writes a training as the trainer reads it: job.json and its rows. Files that stand there already with the same bytes are
 * left alone, so that a job that was begun goes on.
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
  await writeAnew(path.join(folder, rowsFile), rows)
  await writeAnew(path.join(folder, jobFile), text)
  return sha256(text)
}

/** What the trainer reads of an example, and no more. */
function rowOf(example: PromptedText | PreferencePair) {
  if ('completion' in example) return { prompt: example.prompt, completion: example.completion }
  const { prompt, chosen, rejected, weight } = example
  return { prompt, chosen, rejected, ...(weight === undefined ? {} : { weight }) }
}

async function writeAnew(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => undefined)) !== text) await writeWhole(file, text)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
