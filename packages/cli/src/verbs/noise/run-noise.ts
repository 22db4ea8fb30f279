import type { NoiseReport } from '@retable/core'
import { keepNoise, keptNoise, measureNoise, noiseText, judgeNoise } from '@retable/harness/noise'
import { printable, printableJson, renderTables, tableText, type TableForm } from '@retable/report'
import { noiseTable } from '@retable/report/noise'
import { storeDirectory } from '../../environment.ts'
import { readSides, type SideOptions } from '../../versions/read-sides.ts'
import { writeText } from '../../write-text.ts'

/** Options of `retable noise`. */
export interface NoiseRequest extends SideOptions {
  readonly names: readonly string[]
  readonly out?: string
  readonly to?: TableForm
  readonly json?: boolean
}

/** Measures what repeats differ by, keeps it where it knows its model, and prints it; of one judged run what its judge does. */
export async function runNoise(request: NoiseRequest, signal: AbortSignal): Promise<void> {
  const { sides, progress } = await readSides(request.names, request, signal)
  progress.end()
  const [one] = sides
  if (sides.length === 1 && one!.benchmarks.some(({ isJudged }) => isJudged)) {
    return reportNoise(judgeNoise(one!, await keptNoise(storeDirectory())), request)
  }
  await reportNoise(measureNoise(sides), request)
}

/** Keeps a report, writes it where that is asked for, and prints it. */
export async function reportNoise(
  report: NoiseReport,
  { out, to, json }: Pick<NoiseRequest, 'out' | 'to' | 'json'>,
): Promise<void> {
  if (report.model !== null) await keepNoise(storeDirectory(), report)
  if (out !== undefined) await writeText(out, noiseText(report))
  if (json) return void process.stdout.write(`${printableJson(report)}\n`)
  const table = noiseTable(report)
  if (to !== undefined) return void process.stdout.write(await renderTables([table], to))
  const notes = (table.notes ?? []).map((note) => `  ${printable(note)}\n`)
  process.stdout.write(`${printable(table.title)}\n\n${tableText(table)}\n\n${notes.join('')}`)
}
