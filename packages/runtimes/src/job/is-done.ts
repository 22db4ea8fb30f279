import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { ProgramJob } from '../job.ts'

/** Whether its result says that a job is done; undefined where it names none. */
export async function isDone({ folder, resultFile }: ProgramJob): Promise<boolean | undefined> {
  if (resultFile === undefined) return undefined
  return stat(path.join(folder, resultFile)).then(
    () => true,
    () => false,
  )
}
