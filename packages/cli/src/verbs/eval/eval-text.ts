import type { EvalNotes, EvalResult, OpenEndpoint } from '@retable/harness/evals'
import type { DiffCsvRow } from '@retable/harness/results'
import { counted, grouped, measurementTable, printable } from '@retable/report'
import { diffText } from '../../beside/diff-text.ts'

/** What is told of an evaluation when its record is written. */
export interface ToldEval {
  readonly run: string
  readonly folder: string
  readonly model: string
  readonly isVersionKnown: boolean
  /** Whether what was used includes short requests before the first question. */
  readonly isProbed: boolean
  /** Of each benchmark what was found, and as many notes. */
  readonly found: readonly EvalResult[]
  readonly told: readonly EvalNotes[]
  /** Beside a paper; empty where none is named. */
  readonly rows: readonly DiffCsvRow[]
  readonly heading: string
  readonly spent: OpenEndpoint['client']['spent']
}

/** Said where a new model could be taken for an old one. */
export const unknownVersion =
  'nothing tells this model’s weights from others of its name: give --model-version, or --fresh when they change'

/** Notes of a benchmark, and why no verdict is drawn. */
export function notesOf({ notes, doubts }: EvalNotes): readonly string[] {
  return [...notes, ...doubts.map((doubt) => `no verdict is drawn: ${doubt}`)]
}

/** An evaluation as people read it. */
export function evalText(told: ToldEval): string {
  const { found, rows, heading, isVersionKnown, run, folder } = told
  return [
    ...found.flatMap((each, i) => benchmarkLines(told.model, each, told.told[i]!)),
    ...(rows.length > 0 ? [heading, '', diffText(rows)] : []),
    ...(isVersionKnown ? [] : [unknownVersion]),
    usedText(told),
    printable(`run ${run}`),
    printable(`files in ${folder}`),
    '',
  ].join('\n')
}

function benchmarkLines(model: string, { result, prepared, counts }: EvalResult, notes: EvalNotes): string[] {
  const { benchmark, variant, plan, items } = prepared
  const { size } = benchmark.splits.test
  const of = items < size ? ` of ${grouped(size)}` : ''
  const read = `prompt ${plan.style.id}, variant ${variant.id} version ${variant.version}`
  const answers = counts.notAsked === 0 ? '' : `${grouped(counts.wanted - counts.notAsked)} of `
  const asked = `${grouped(items)}${of} items, ${answers}${counted(counts.wanted, 'answer')}`
  return [
    printable(`${model}: ${benchmark.id} version ${benchmark.version}, ${read}; ${asked}`),
    measurementTable(result.measurements as never),
    ...notesOf(notes).map((note) => `  ${printable(note)}`),
    '',
  ]
}

/** What was used, in a line. */
export function usedText({ spent, isProbed }: Pick<ToldEval, 'spent' | 'isProbed'>): string {
  const { promptTokens, completionTokens, isEstimated, cost } = spent
  const tokens = `${grouped(promptTokens)} tokens of prompts and ${grouped(completionTokens)} of answers`
  const price = cost === undefined ? '' : `; cost ${cost.toFixed(4)}`
  return `used: ${tokens}${isEstimated ? ', partly estimated' : ''}${isProbed ? ', with the probe’s' : ''}${price}`
}
