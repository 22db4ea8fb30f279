import type { Comparison, Side } from '@retable/core'
import { compareSides, flipTexts, readSide, type SideSource } from '@retable/harness/compare'
import { printable, printableJson, renderTables, type TableForm } from '@retable/report'
import { comparisonTables, comparisonText, fallenFirst, flipsText } from '@retable/report/compare'
import { assetsFromEnvironment, storeDirectory } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { startProgress } from '../../progress.ts'
import { columnsOf } from '../score/columns.ts'
import { knownNoise } from '../noise/known-noise.ts'

/** Options of `retable compare`. */
export interface CompareRequest {
  /** The baseline's, then those of the candidates. */
  readonly names: readonly string[]
  readonly benchmark?: string
  readonly variant?: string
  readonly columns?: string
  readonly anyway?: boolean
  readonly noise?: readonly string[]
  readonly show?: 'flips'
  readonly showFirst?: number
  readonly acceptLicence: readonly string[]
  readonly to?: TableForm
  readonly json?: boolean
}

/** Compares each candidate with the baseline and prints it. */
export async function runCompare(request: CompareRequest, signal: AbortSignal): Promise<void> {
  const { names, anyway = false, show, showFirst = 10, to, json } = request
  if (request.showFirst !== undefined && show === undefined) {
    throw new CliError('cli/show-first', '--show-first is for --show, which is not given')
  }
  if (to !== undefined && show !== undefined) {
    throw new CliError('cli/usage', '--show prints answers, which are no table; leave it or --to out')
  }
  const progress = startProgress()
  const tools = {
    assets: assetsFromEnvironment(request.acceptLicence, progress),
    storeDirectory: storeDirectory(),
    signal,
  }
  const sources = names.map((name) => sourceOf(name, request))
  const sides: Side[] = []
  for (const source of sources) {
    progress.update(`reading ${printable(source.name)}`)
    sides.push(await readSide(source, tools))
  }
  progress.end()
  const [baseline, ...candidates] = sides
  const comparisons = compareSides(baseline!, candidates, {
    anyway,
    noise: await knownNoise(sides, request.noise),
  })
  const choose = (flips: Comparison['benchmarks'][number]['flips']) => fallenFirst(flips).slice(0, showFirst)
  const whole: Comparison[] = []
  for (const [i, comparison] of comparisons.entries()) {
    const of = { baseline: sources[0]!, candidate: sources[i + 1]! }
    whole.push(show === undefined ? comparison : await flipTexts(comparison, of, { ...tools, choose }))
  }
  if (json) return void process.stdout.write(`${printableJson(whole)}\n`)
  if (to !== undefined) return void process.stdout.write(await renderTables(comparisonTables(whole), to))
  process.stdout.write(`${comparisonText(whole)}\n`)
  if (show === undefined) return
  for (const { candidate, benchmarks } of whole) {
    if (whole.length > 1) process.stdout.write(`\n${printable(candidate)}`)
    for (const one of benchmarks) process.stdout.write(`\n${flipsText(one, showFirst)}`)
  }
}

function sourceOf(name: string, { benchmark, variant, columns }: CompareRequest): SideSource {
  return { name, benchmark, variant, columns: columns === undefined ? undefined : columnsOf(columns) }
}
