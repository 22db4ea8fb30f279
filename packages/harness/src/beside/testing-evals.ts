import type {
  AskedBenchmark,
  EvalManifest,
  NamedMeasurement,
  PaperEvaluation,
  ReportedCell,
  RunRecord,
  SettingResult,
} from '@retable/core'

/** A cell of a made-up paper, of GSM8K. */
export function cellOf(cell: string, value: string, more: Partial<ReportedCell> = {}): ReportedCell {
  return {
    ...{ cell, version: 'v1', table: 'Table 1', row: cell, column: 'x', metric: 'GSM8K accuracy', value },
    ...{ unit: '%', n: '1319', setting: '', read_from: 'full text', source: 'here' },
    ...more,
  }
}

/** How the made-up paper measures the cells; greedy, in zero-shot chain of thought, is stated. */
export function evaluationOf(
  cells: Readonly<Record<string, string>>,
  more: Partial<PaperEvaluation> = {},
): PaperEvaluation {
  return {
    benchmark: 'gsm8k',
    prompt: { value: 'zero-shot-cot', source: 'stated §1' },
    variant: { value: 'final-answer', source: 'stated §1' },
    route: { value: 'chat', source: 'assumed' },
    samples: { value: 1, source: 'stated §1' },
    temperature: { value: 0, source: 'stated §1' },
    topP: { value: 1, source: 'assumed' },
    maxTokens: { value: 512, source: 'assumed' },
    cells,
    ...more,
  }
}

/** A paper of such cells. */
export function paperOf(cells: readonly ReportedCell[], evaluations: readonly PaperEvaluation[] = []) {
  const paper = { id: 'p', title: 't', authors: 'a', arxiv: '2401.00001v1', versions: [] }
  return { reproduction: { paper, evaluations }, cells }
}

/** So many right of n items, as evaluators measure it. */
export function right(count: number, n: number, name = 'accuracy'): NamedMeasurement {
  const value = count / n
  const standardError = Math.sqrt((value * (1 - value)) / (n - 1))
  return { name, value, standardError, n, unit: 'fraction', interval: null }
}

/** What differs between the made-up evaluations. */
export interface MadeUp {
  readonly temperature?: number
  readonly topP?: number
  readonly samples?: number
  readonly prompt?: Partial<AskedBenchmark['prompt']>
  readonly variant?: string
  readonly version?: string
  readonly extraBody?: Readonly<Record<string, unknown>>
  readonly result?: Partial<SettingResult>
}

/** The record of an evaluation of a model `m` on GSM8K, greedy and in zero-shot chain of thought if nothing else is said. */
export function evaluated(
  measurements: readonly NamedMeasurement[],
  {
    temperature = 0,
    topP = 1,
    samples = 1,
    prompt,
    variant = 'final-answer',
    version = '1',
    extraBody = {},
    result,
  }: MadeUp = {},
): Omit<RunRecord<EvalManifest>, 'facts'> {
  const benchmark = { id: 'gsm8k', version }
  const read = { id: variant, version: variant === 'final-answer' ? '2' : '1' }
  const endpoint: EvalManifest['endpoint'] = {
    ...{ model: 'm', version: {}, server: { kind: 'unknown' }, route: 'chat', leftToServer: [] },
    ...{ extraBody, probe: null, concurrency: 8 },
  }
  const asked: AskedBenchmark = {
    ...{ benchmark, variant: read, data: { name: 'd', sha256: 's' }, items: measurements[0]!.n },
    prompt: { id: 'zero-shot-cot', source: 'p, own wording', shots: 0, sha256: 's', ...prompt },
    itemsInBenchmark: 1319,
  }
  const settings = [
    { setting: 'gsm8k', benchmark, variant: read, measurements, units: {}, scores: [], ...result },
  ]
  const drawing = { samples, sampling: { temperature, topP, maxTokens: 2048 }, seed: 0 }
  return {
    manifest: { kind: 'eval', endpoint, drawing, benchmarks: [asked] },
    ...{ results: [{ seed: null, settings }], diff: [], claims: [] },
  }
}
