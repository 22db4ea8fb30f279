import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { NoiseReport, Side } from '@retable/core'
import { readSide } from '@retable/harness/compare'
import { keepNoise, measureNoise, noiseText } from '@retable/harness/noise'
import { printable, printableJson, renderTables, tableText, type TableForm } from '@retable/report'
import { noiseTable } from '@retable/report/noise'
import { assetsFromEnvironment, storeDirectory } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { startProgress } from '../../progress.ts'
import { columnsOf } from '../score/columns.ts'

/** Options of `retable noise`. */
export interface NoiseRequest {
  readonly names: readonly string[]
  readonly benchmark?: string
  readonly variant?: string
  readonly columns?: string
  readonly out?: string
  readonly acceptLicence: readonly string[]
  readonly to?: TableForm
  readonly json?: boolean
}

/** Measures what repeats differ by, keeps it where it knows its model, and prints it. */
export async function runNoise(request: NoiseRequest, signal: AbortSignal): Promise<void> {
  const { names, benchmark, variant } = request
  const columns = request.columns === undefined ? undefined : columnsOf(request.columns)
  const progress = startProgress()
  const assets = assetsFromEnvironment(request.acceptLicence, progress)
  const tools = { assets, storeDirectory: storeDirectory(), signal }
  const sides: Side[] = []
  for (const name of names) {
    progress.update(`reading ${printable(name)}`)
    sides.push(await readSide({ name, benchmark, variant, columns }, tools))
  }
  progress.end()
  await reportNoise(measureNoise(sides), request)
}

/** Keeps a report, writes it where that is asked for, and prints it. */
export async function reportNoise(
  report: NoiseReport,
  { out, to, json }: Pick<NoiseRequest, 'out' | 'to' | 'json'>,
): Promise<void> {
  if (report.model !== null) await keepNoise(storeDirectory(), report)
  if (out !== undefined) {
    await writeFile(out, noiseText(report)).catch((cause: Error) => {
      const options = { kind: 'environment', cause } as const
      throw new CliError('cli/out', `${path.resolve(out)} cannot be written: ${cause.message}`, options)
    })
  }
  if (json) return void process.stdout.write(`${printableJson(report)}\n`)
  const table = noiseTable(report)
  if (to !== undefined) return void process.stdout.write(await renderTables([table], to))
  const notes = (table.notes ?? []).map((note) => `  ${printable(note)}\n`)
  process.stdout.write(`${printable(table.title)}\n\n${tableText(table)}\n\n${notes.join('')}`)
}
