import { stat } from 'node:fs/promises'
import path from 'node:path'
import { arrayParts } from '../array/array-parts.ts'
import { jobComment } from '../job/slurm-record.ts'
import { arrayScriptFile } from '../script/job-script.ts'
import { scriptFile } from '../script/write-script.ts'
import type { GraphEnd, GraphJob } from './job-graph.ts'

/** What is submitted by one call: a job, or a part of an array that is no larger than Slurm takes. */
export interface Unit {
  readonly job: GraphJob
  /** Number of its first task; null for what is no array. */
  readonly first: number | null
  /** How many; 1 for what is no array. */
  readonly count: number
  readonly scriptFile: string
  readonly recordFile: string
  readonly comment: string
}

/** How far a unit is. */
export interface UnitState {
  /** Of Slurm's job; undefined while none is submitted. */
  id?: string | undefined
  /** Ids that it waits for. */
  after: readonly string[]
  /** Tasks that were submitted with it. */
  tasks: readonly number[]
  /** Whether the job was there before this process, so that its end is not of this submission. */
  isOld: boolean
  /** What it had made when it last began, and how often it began again without more. */
  progress: string
  fruitless: number
  /** How often Slurm itself has begun it again, as was last seen. */
  restarts: number
  unknownSince?: number | undefined
  /** When it was first seen to have ended well, with no result yet. */
  endedAt?: number | undefined
  end?: GraphEnd | undefined
}

/** @param most - tasks of one array; `maxArraySize` of Slurm's, whose indices are below it */
export function unitsOf(job: GraphJob, most: number): Unit[] {
  const { folder, array } = job
  if (array === undefined) {
    return [
      {
        ...{ job, first: null, count: 1, comment: jobComment(folder) },
        scriptFile: path.join(folder, scriptFile),
        recordFile: path.join(folder, 'slurm.json'),
      },
    ]
  }
  return arrayParts(array, most).map(({ first, count }) => ({
    ...{ job, first, count, comment: jobComment(path.join(folder, String(first))) },
    scriptFile: path.join(folder, arrayScriptFile(first)),
    recordFile: path.join(folder, `slurm-${first}.json`),
  }))
}

/** The folders of a unit's tasks; `task` counts from the array's first, whatever part it is in. */
export function folderOf({ job, first }: Unit, task: number): string {
  return first === null ? job.folder : path.join(job.folder, String(task))
}

/** Tasks of some that have left no result. */
export async function withoutResult(unit: Unit, tasks: readonly number[]): Promise<number[]> {
  const file = unit.job.resultFile ?? 'result.json'
  const missing = await Promise.all(
    tasks.map((task) =>
      stat(path.join(folderOf(unit, task), file)).then(
        () => [],
        () => [task],
      ),
    ),
  )
  return missing.flat()
}

/** All tasks of a unit. */
export function tasksOf({ first, count }: Unit): number[] {
  return Array.from({ length: count }, (_, index) => (first ?? 0) + index)
}
