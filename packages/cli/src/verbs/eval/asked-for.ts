import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Benchmark, PaperEvaluation } from '@retable/core'
import type { BesidePaper } from '@retable/harness/beside'
import { findAnyBenchmark, findBenchmark } from '@retable/harness/benchmarks'
import { suites, type EvalPlan } from '@retable/harness/evals'
import { CliError } from '../../errors.ts'
import { paperBeside } from '../../beside/paper-beside.ts'
import { root } from '../../root.ts'
import type { EvalVerbRequest } from './eval-request.ts'

/** What a model is to be asked, and beside what its scores are to stand. */
export interface AskedFor {
  readonly asks: readonly Omit<EvalPlan, 'model'>[]
  readonly route: 'chat' | 'completions'
  readonly paper?: BesidePaper
}

/**
 * What the options ask for: benchmarks in the user's own way, or in that of a row of a paper.
 *
 * @throws CliError `cli/eval`, `cli/suite`, HarnessError of an unknown benchmark, paper or row
 */
export async function askedFor(request: EvalVerbRequest): Promise<AskedFor> {
  if (request.as !== undefined) return askedAs(request, request.as)
  const benchmarks = await benchmarksOf(namesOf(request))
  const { n: samples, temperature, topP, maxTokens, seed, prompt: style, variant, limit, route } = request
  if (samples > 1 && temperature === 0) {
    throw new CliError('cli/eval', `--n ${samples} at temperature 0 are one answer; give --temperature too`)
  }
  const drawing = { samples, sampling: { temperature, topP, maxTokens }, seed }
  const asks = benchmarks.map((benchmark) => ({ benchmark, style, variant, limit, drawing }))
  if (request.beside === undefined) return { asks, route }
  const ids = benchmarks.map(({ id }) => id)
  return { asks, route, paper: (await paperBeside(request.beside, ids)).paper }
}

/**
 * Whether the benchmarks that are named are of judgements.
 *
 * @throws CliError `cli/eval` where only some of them are: they are asked in other ways
 */
export async function isOfJudgements({
  benchmarks,
  as,
}: Pick<EvalVerbRequest, 'benchmarks' | 'as'>): Promise<boolean> {
  if (as !== undefined || benchmarks.length === 0) return false
  const all = await Promise.all(benchmarks.map((name) => findAnyBenchmark(name)))
  const judged = all.filter((benchmark) => 'kind' in benchmark)
  const others = all.filter((benchmark) => !('kind' in benchmark))
  if (judged.length === 0 || others.length === 0) return others.length === 0
  const names = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id).join(', ')
  throw new CliError(
    'cli/eval',
    `${names(judged)} ${judged.length === 1 ? 'is' : 'are'} made of judgements, and ${names(others)} of right and wrong answers: evaluate them by two commands`,
  )
}

function namesOf({ benchmarks, suite }: Pick<EvalVerbRequest, 'benchmarks' | 'suite'>): readonly string[] {
  const named = suite === undefined ? [] : suites[suite]
  if (named === undefined) {
    throw new CliError(
      'cli/suite',
      `there is no suite "${suite}"; there are: ${Object.keys(suites).join(', ')}`,
    )
  }
  const names = [...new Set([...benchmarks, ...named])]
  if (names.length > 0) return names
  throw new CliError('cli/eval', 'which benchmark? ./retable list names them, --suite reasoning is several')
}

function benchmarksOf(names: readonly string[]): Promise<Benchmark[]> {
  return Promise.all(names.map((name) => findBenchmark(name)))
}

/** What the paper's evaluation settles, and no option may. */
const settled = { beside: 'beside', prompt: 'prompt', variant: 'variant', n: 'n', temperature: 'temperature', topP: 'top-p' } // prettier-ignore

/** Rows that a sentence names. */
const mostRows = 4

async function askedAs(request: EvalVerbRequest, as: string): Promise<AskedFor> {
  const refused = Object.entries(settled).find(([name]) => request.given.has(name))
  if (refused !== undefined) {
    throw new CliError('cli/eval', `--${refused[1]}: --as takes it from the paper; leave one of them out`)
  }
  const { paper: paperName, row: rowName } = await splitName(as)
  const { loadPaper } = await import('@retable/harness/papers')
  const { evaluatedRows, findRow } = await import('@retable/harness/beside')
  const paper = await loadPaper(root, paperName)
  const { reproduction } = paper
  if (rowName === '') {
    const rows = evaluatedRows(reproduction).map(({ row }) => row)
    const more = rows.length - mostRows
    const others = more > 0 ? ` and ${more} more; ./retable list rows names them all` : ''
    const some = `${rows.slice(0, mostRows).join(', ')}${others}`
    const known = rows.length === 0 ? 'its package says of none how it was measured' : some
    throw new CliError('cli/eval', `--as ${as}: which row? ${known}`)
  }
  const only = request.suite === undefined ? request.benchmarks : namesOf(request)
  const { row, evaluations, leftOut } = findRow(reproduction, rowName, only)
  const seen = new Set<string>()
  const asks = await Promise.all(
    evaluations.map(async (evaluation) => {
      const { benchmark: id, prompt, variant, samples } = evaluation
      const way = seen.has(`${id}, ${prompt.value}`) ? `${samples.value} samples` : prompt.value
      const setting = seen.has(id) ? `${id}, ${way}` : id
      seen.add(id).add(`${id}, ${prompt.value}`)
      const benchmark = await findBenchmark(id)
      const drawing = drawingOf(evaluation, request)
      return {
        benchmark,
        style: prompt.value,
        variant: variant.value,
        limit: request.limit,
        setting,
        drawing,
      }
    }),
  )
  const route = request.given.has('route') ? request.route : evaluations[0]!.route.value
  return { asks, route, paper: { ...paper, row, leftOut } }
}

function drawingOf(
  { samples, temperature, topP, maxTokens }: PaperEvaluation,
  { given, maxTokens: asked, seed }: EvalVerbRequest,
): EvalPlan['drawing'] {
  const most = given.has('maxTokens') ? asked : maxTokens.value
  const sampling = { temperature: temperature.value, topP: topP.value, maxTokens: most }
  return { samples: samples.value, sampling, seed }
}

/** A paper's id is up to the first slash; of a package outside the repository it is the folder with its reported.csv. */
async function splitName(as: string): Promise<{ readonly paper: string; readonly row: string }> {
  const parts = as.split('/')
  if (!/^[./]/.test(as)) return { paper: parts[0]!, row: parts.slice(1).join('/') }
  for (let end = parts.length; end > 0; end -= 1) {
    const folder = parts.slice(0, end).join('/')
    const isPaper = await stat(path.resolve(folder, 'reported.csv')).then(() => true, () => false) // prettier-ignore
    if (isPaper) return { paper: folder, row: parts.slice(end).join('/') }
  }
  return { paper: as, row: '' }
}
