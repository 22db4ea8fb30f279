import path from 'node:path'
import {
  contentHash,
  type EndpointManifest,
  type JudgeManifest,
  type JudgementRow,
  type Measurement,
  type RunRecord,
} from '@retable/core'
import { itemFacts } from '@retable/harness/compare'
import { scoreJudgements, type JudgementFileScore } from '@retable/harness/judgements'
import {
  judgeNotes,
  judgeRecord,
  judgementsText,
  writeJudgements,
  againNotes,
  answeringNotes,
  type AnsweredQuestions,
  type AskedAgain,
  type Asking,
  type Judged,
  type JudgeNotes,
} from '@retable/harness/judging'
import { keepNoise, retestNoise } from '@retable/harness/noise'
import {
  fileName,
  labelledId,
  runFacts,
  writeRun,
  type DiffCsvRow,
  type gitState,
} from '@retable/harness/results'
import {
  grouped,
  measurementsOf,
  measurementTable,
  printable,
  printableJson,
  renderTables,
} from '@retable/report'
import { runTables } from '@retable/report/csv'
import { root, storeDirectory } from '../../environment.ts'
import { unknownVersion, usedText } from '../eval/eval-text.ts'
import { besideManifest, withPaper } from '../../beside/beside.ts'
import { diffTables, diffText } from '../../beside/diff-text.ts'
import type { BesidePaper } from '@retable/harness/beside'
import type { OpenEvaluation } from '../eval/open-evaluation.ts'
import type { Spent } from './budget.ts'
import type { JudgingRequest } from './judge-request.ts'

/** A judging that came to its end. */
export interface FinishedJudging {
  readonly judged: Judged
  readonly asking: Asking
  /** The judge. */
  readonly open: OpenEvaluation
  /** The model whose outputs were judged, where it was asked for them. */
  readonly answeredBy?: EndpointManifest | undefined
  /** Rows that the model wrote. */
  readonly outputs?: { readonly name: string; readonly rows: readonly JudgementRow[] } | undefined
  /** What it comes to beside other judgements. */
  readonly beside?: readonly Measurement[]
  /** What those are. */
  readonly held?: Pick<JudgeManifest, 'calibratedBy' | 'again'>
  /** The same judge asked a second time, and the scores of both askings. */
  readonly second?: { readonly judged: Judged; readonly scores: AskedAgain['scores'] } | undefined
  /** Beside whose cells the scores stand. */
  readonly paper?: BesidePaper | undefined
  /** How that model answered. */
  readonly answered?: Omit<AnsweredQuestions, 'rows'> | undefined
  /** What it used. */
  readonly answerSpent?: Spent | undefined
  readonly started: Date
  readonly git: ReturnType<typeof gitState>
}

/** Writes judgements and record, and prints what they come to. */
export async function reportJudging(request: JudgingRequest, finished: FinishedJudging): Promise<void> {
  const told = await recorded(request, finished)
  const { judged, open, answerSpent } = finished
  if (request.json) {
    process.stdout.write(`${printableJson(jsonOf(told, finished))}\n`)
    return
  }
  if (request.to !== undefined) {
    const { run, diff, heading } = told
    const table = measurementsOf(titleOf(judged, told.scored), told.scored.metrics)
    const below = diff.length > 0 ? diffTables(run, diff, [heading]) : []
    process.stdout.write(await renderTables([{ ...table, notes: linesOf(told) }, ...below], request.to))
    process.stderr.write(`files in ${printable(told.folder)}\n`)
    return
  }
  const lines = [
    printable(titleOf(judged, told.scored)),
    measurementTable(told.scored.metrics),
    ...linesOf(told).map((line) => `  ${printable(line)}`),
    '',
    ...(told.diff.length > 0 ? [told.heading, '', diffText(told.diff)] : []),
    ...(open.endpoint.isVersionKnown ? [] : [unknownVersion]),
    ...(answerSpent === undefined ? [] : [`the model ${usedText({ spent: answerSpent, isProbed: false })}`]),
    `${answerSpent === undefined ? '' : 'the judge '}${usedText({ spent: open.endpoint.client.spent, isProbed: false })}`,
    printable(`run ${told.run}`),
    printable(`judgements in ${told.file}`),
    '',
  ]
  process.stdout.write(lines.join('\n'))
}

interface Told {
  readonly run: string
  readonly folder: string
  readonly file: string
  readonly scored: JudgementFileScore
  readonly told: JudgeNotes
  readonly diff: readonly DiffCsvRow[]
  /** What stands above it. */
  readonly heading: string
}

async function recorded(request: JudgingRequest, finished: FinishedJudging): Promise<Told> {
  const {
    judged,
    asking,
    open,
    answeredBy,
    answered,
    outputs,
    second,
    started,
    git,
    beside = [],
    paper,
  } = finished
  const held = { ...finished.held, ...(paper !== undefined && { beside: besideManifest(paper) }) }
  const { prepared, rows, counts } = judged
  const { benchmark, procedure } = prepared
  const { manifest: endpoint } = open.endpoint
  const { name, form } = procedure.file
  const whose = procedure.subject === 'outputs' ? prepared.model : endpoint.model
  const text = judgementsText(rows, form)
  const content = contentHash({
    endpoint,
    answeredBy: answeredBy ?? null,
    answering: answered?.manifest ?? null,
    asking: [asking.seed, asking.round],
    held,
    text,
  })
  const run = labelledId(`judge-${benchmark.id}-${fileName(whose, 'model')}-${content.slice(0, 8)}`, request)
  const folder = path.resolve(request.out ?? path.join(storeDirectory(), 'runs', run))
  const file = path.join(folder, name)
  const { assets } = open
  const bytes = new TextEncoder().encode(text)
  const of = { benchmark, file, bytes, variant: procedure.variant, assets }
  const own = await scoreJudgements(of).catch(async (error: unknown) => {
    throw await withJudgements(error, folder, { [`unscored-${name}`]: text })
  })
  const scored = { ...own, metrics: [...own.metrics, ...beside] }
  const told = notesOf(finished, request.maxFailed / 100)
  const samples = { drawn: counts.wanted - counts.fromStore - counts.notAsked, reused: counts.fromStore }
  const facts = await runFacts(root, started, { samples, labels: request, git })
  const whole = judgeRecord({ judged, asking, endpoint, answeredBy, answered, held, scored, told, facts })
  const { evaluated: record, rows: diff, heading } = await withPaper(whole, paper)
  await writeJudgements(folder, {
    [name]: text,
    ...(second === undefined ? {} : { [`again-${name}`]: judgementsText(second.judged.rows, form) }),
    ...(outputs === undefined ? {} : { [outputs.name]: judgementsText(outputs.rows, 'array') }),
  })
  await writeRun(folder, record, runTables(record))
  if (second !== undefined) await keepRetest(record, second.scores, assets)
  return { run, folder, file, scored, told, diff, heading }
}

/** What the judge varies by is kept where noise, compare and gate find it for all that it judges so. */
async function keepRetest(
  record: RunRecord<JudgeManifest>,
  scores: AskedAgain['scores'],
  assets: OpenEvaluation['assets'],
): Promise<void> {
  if (scores.again.length === 0) return
  const { benchmark, variant } = record.manifest
  const facts = await itemFacts(assets)(benchmark.id, variant.id)
  await keepNoise(storeDirectory(), retestNoise(record, scores, facts))
}

/** An error of scoring, which tells where the judgements are that it is of; a record that stands there stays one. */
async function withJudgements(
  error: unknown,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<unknown> {
  await writeJudgements(folder, files, { isRecord: false })
  const [name = ''] = Object.keys(files)
  if (error instanceof Error) {
    error.message += `; the judge’s answers are kept, and its judgements are in ${path.join(folder, name)}`
  }
  return error
}

/** Of the judge, and of the model where it was asked too. */
function notesOf(finished: FinishedJudging, maxFailed: number): JudgeNotes {
  const { judged, asking, second, beside, answered } = finished
  const parts = [
    judgeNotes(judged, maxFailed, asking),
    ...(second === undefined ? [] : [againNotes(second.judged, maxFailed, beside)]),
    ...(answered === undefined ? [] : [answeringNotes(answered, maxFailed)]),
  ]
  return {
    notes: parts.flatMap(({ notes }) => notes),
    doubts: parts.flatMap(({ doubts }) => doubts),
  }
}

function titleOf({ prepared }: Judged, { variant, variantVersion }: JudgementFileScore): string {
  const { benchmark, procedure, readout, judge, model, tasks, all } = prepared
  const whose = model === '' ? judge : `${model}, judged by ${judge}`
  const part = tasks.length < all ? `${grouped(tasks.length)} of ${grouped(all)}` : grouped(all)
  return `${whose}: ${benchmark.id} version ${benchmark.version}, asked by ${procedure.id} version ${procedure.version} (verdicts of ${readout}), variant ${variant} version ${variantVersion}; ${part} rows`
}

function linesOf({ scored, told }: Told): string[] {
  return [...scored.notes, ...told.notes, ...told.doubts.map((doubt) => `no verdict is drawn: ${doubt}`)]
}

function jsonOf(
  { run, folder, file, scored, told, diff }: Told,
  { judged, second, paper, answered, answerSpent, open }: FinishedJudging,
) {
  const { prepared, counts, failures } = judged
  const { benchmark, variant, metrics, n, standIns } = scored
  const { procedure, readout, model } = prepared
  return {
    ...{ run, folder, file, benchmark, variant, judged: model, judge: open.endpoint.manifest },
    ...{ procedure: { id: procedure.id, version: procedure.version }, verdicts: readout },
    ...{
      n,
      metrics,
      standIns,
      failures,
      counts,
      notes: [...scored.notes, ...told.notes],
      doubts: told.doubts,
    },
    ...(second === undefined
      ? {}
      : { again: { failures: second.judged.failures, counts: second.judged.counts } }),
    ...(answered === undefined ? {} : { answers: answered.counts, answerSpent }),
    spent: open.endpoint.client.spent,
    ...(paper === undefined ? {} : { diff }),
  }
}
