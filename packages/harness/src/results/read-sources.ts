import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { RetableError, type RunRecord } from '@retable/core'
import { readReportedRows } from '../papers/read-reported.ts'

/** What the reported numbers of a diff were read from, by the cell's id; of a cell that is not in it nothing is known. */
export type ReadSources = ReadonlyMap<string, string>

/** As a finished run keeps them in its results.json, packed or not; none where that cannot be read. */
export async function sourcesOfRun(folder: string): Promise<ReadSources> {
  const file = path.join(folder, 'results.json')
  try {
    const bytes = await readFile(file).catch(async () => gunzipSync(await readFile(`${file}.gz`)))
    // Its numbers are of no use here, and to give them all back takes seconds.
    const { diff } = JSON.parse(bytes.toString('utf8')) as Pick<RunRecord, 'diff'>
    return new Map(diff.map(({ reported }) => [reported.cell, reported.read_from]))
  } catch {
    return new Map()
  }
}

/** As a paper's package has them; none where the checkout has no such paper. */
export async function sourcesOfPaper(root: string, paper: string): Promise<ReadSources> {
  try {
    const cells = await readReportedRows(path.join(root, 'reproductions', paper))
    return new Map(cells.map(({ cell, read_from }) => [cell, read_from]))
  } catch (error) {
    if (error instanceof RetableError) return new Map()
    throw error
  }
}
