import type { Comparison } from '@retable/core'
import { compareSides, flipTexts } from '@retable/harness/compare'
import { printable, printableJson, renderTables, type TableForm } from '@retable/report'
import { comparisonTables, comparisonText, fallenFirst, flipsText } from '@retable/report/compare'
import { CliError } from '../../errors.ts'
import { knownNoise } from '../../versions/known-noise.ts'
import { readSides, type SideOptions } from '../../versions/read-sides.ts'

/** Options of `retable compare`. */
export interface CompareRequest extends SideOptions {
  /** The baseline's, then those of the candidates. */
  readonly names: readonly string[]
  readonly anyway?: boolean
  readonly noise?: readonly string[]
  readonly show?: 'flips'
  readonly showFirst?: number
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
  const { sources, sides, tools, progress } = await readSides(names, request, signal)
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
