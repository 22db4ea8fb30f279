import { askLimits } from '../commands/limits.ts'
import type { SlurmCall } from '../commands/slurm-call.ts'

/** Tasks of an array that are submitted together: Slurm counts the indices of each part from 0 on. */
export interface ArrayPart {
  /** Number of its first task, in the whole array. */
  readonly first: number
  readonly count: number
}

/** @param most - tasks of one part; `maxArraySize` of Slurm's, whose indices are below it */
export function arrayParts(count: number, most: number): readonly ArrayPart[] {
  return Array.from({ length: Math.ceil(count / most) }, (_, part) => {
    const first = part * most
    return { first, count: Math.min(most, count - first) }
  })
}

/** Tasks that one array may have. */
export async function longestArray(call: SlurmCall, most = Infinity): Promise<number> {
  return Math.max(1, Math.min((await askLimits(call)).maxArraySize, most))
}

/** The line of a part's script that tells a task its number in the whole array, in RETABLE_TASK. */
export function taskLine(first: number): string {
  return `RETABLE_TASK=$((${first} + SLURM_ARRAY_TASK_ID))`
}
