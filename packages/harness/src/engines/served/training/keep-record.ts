import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, type Model } from '@retable/core'
import type { ServedContext } from '../context.ts'
import { jobFile, resultFile } from './write-job.ts'

/** What the trainer writes a line into for each step. */
export const metricsFile = 'metrics.ndjson'

/**
 * Keeps what is told of a training when its folder goes: the job, the metrics of each step, the result with all settings
 * and counts of rows, and the log, in `trainings/<hash of the trained model>` under the engine's folder.
 */
export async function keepRecord(
  { directory }: Pick<ServedContext, 'directory'>,
  jobFolder: string,
  { hash }: Model,
): Promise<void> {
  const folder = path.join(directory, 'trainings', hash)
  await makeFolder(folder)
  for (const name of [jobFile, metricsFile, resultFile, 'log.txt']) {
    await copyFile(path.join(jobFolder, name), path.join(folder, name)).catch(
      (error: NodeJS.ErrnoException) => {
        // Not every runtime writes a log there.
        if (error.code !== 'ENOENT') throw error
      },
    )
  }
}
