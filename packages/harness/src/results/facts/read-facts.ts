import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunFacts } from '@retable/core'

/** The facts of a record; null where they are not kept, or cut off. */
export async function readFacts(folder: string): Promise<RunFacts | null> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'run.json'), 'utf8')) as RunFacts | null
  } catch {
    return null
  }
}
