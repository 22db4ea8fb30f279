import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from '@retable/core'

/** What is kept of a job in its folder, so that whoever comes next finds it at work. */
export interface SlurmRecord {
  readonly id: string
  /** What it had last kept when it was last started, as `progressOf` tells. */
  readonly progress: string
  /** Starts since then, the first not counted. */
  readonly fruitless: number
  /** Slurm's own count of restarts of this id, as it was last seen. */
  readonly restarts: number
}

const recordFile = 'slurm.json'

/** @returns undefined where there is none, or none that can be read */
export async function readRecord(folder: string): Promise<SlurmRecord | undefined> {
  const text = await readFile(path.join(folder, recordFile), 'utf8').catch(() => '{}')
  try {
    const { id, progress, fruitless, restarts } = JSON.parse(text) as Partial<SlurmRecord>
    if (id === undefined) return undefined
    return { id, progress: progress ?? '', fruitless: fruitless ?? 0, restarts: restarts ?? 0 }
  } catch {
    return undefined
  }
}

export async function writeRecord(folder: string, record: SlurmRecord): Promise<void> {
  await writeWhole(path.join(folder, recordFile), `${JSON.stringify(record)}\n`)
}

/** What a job is found by in Slurm's queue: its folder. */
export function jobComment(folder: string): string {
  return `retable job ${createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 24)}`
}
