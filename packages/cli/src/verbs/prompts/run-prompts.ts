import { findAnyBenchmark, findBenchmark } from '@retable/harness/benchmarks'
import { hasExamples, showPrompt } from '@retable/harness/evals'
import { printable, printableJson, tableText, type Table } from '@retable/report'
import { assetsFromEnvironment } from '../../environment.ts'
import { startProgress } from '../../progress.ts'
import { printJudgePrompts } from './judge-prompts.ts'

/** Options of `retable prompts`. */
export interface PromptsRequest {
  readonly benchmark: string
  readonly prompt?: string
  readonly item?: string
  readonly acceptLicence: readonly string[]
  readonly json?: boolean
}

/** Prints the prompt of an item; without a style, which styles there are. */
export async function runPrompts(request: PromptsRequest, signal: AbortSignal): Promise<void> {
  const any = await findAnyBenchmark(request.benchmark)
  if ('kind' in any) return printJudgePrompts(any, request, signal)
  const benchmark = await findBenchmark(request.benchmark)
  if (request.prompt === undefined && request.item === undefined) {
    const styles = benchmark.prompts.map((style) => ({
      ...style,
      variant: style.variant ?? benchmark.defaultVariant,
      canBeAsked: hasExamples(benchmark, style),
    }))
    if (request.json) return void process.stdout.write(`${printableJson(styles)}\n`)
    if (styles.length === 0) return void process.stdout.write(`${benchmark.id} has no prompts\n`)
    return void process.stdout.write(`${tableText(tableOf(benchmark.id, styles))}\n`)
  }
  const progress = startProgress()
  const assets = assetsFromEnvironment(request.acceptLicence, progress)
  const asked = { style: request.prompt, item: request.item }
  const shown = await showPrompt(benchmark, asked, { assets, signal })
  progress.end()
  if (request.json) return void process.stdout.write(`${printableJson(shown)}\n`)
  process.stdout.write(`${shown.prompt.split('\n').map(printable).join('\n')}\n`)
  const told = [
    `${shown.benchmark}, prompt ${shown.style}, item ${shown.item}; right answer: ${shown.gold}`,
    ...(shown.completions === undefined
      ? []
      : [
          `asked: how likely after it is each of ${shown.completions.map((text) => JSON.stringify(text)).join(', ')}`,
        ]),
    ...(shown.stop.length === 0
      ? []
      : [`an answer ends at ${shown.stop.map((text) => JSON.stringify(text)).join(', ')}`]),
  ]
  for (const line of told) process.stderr.write(`${printable(line)}\n`)
}

function tableOf(
  benchmark: string,
  styles: readonly {
    readonly id: string
    readonly variant: string
    readonly shots: number
    readonly source: string
    readonly asksLikelihoods?: true
    readonly canBeAsked: boolean
  }[],
): Table {
  return {
    title: `Prompts of ${benchmark}`,
    columns: [
      { title: 'prompt' },
      { title: 'asks for' },
      { title: 'worked items', align: 'right' },
      { title: 'read by' },
      { title: 'as asked by' },
    ],
    rows: styles.map(({ id, variant, shots, source, asksLikelihoods, canBeAsked }) => [
      id,
      asksLikelihoods ? 'likelihoods' : 'a text',
      canBeAsked ? String(shots) : `${shots}, not at hand`,
      variant,
      source,
    ]),
  }
}
