import type { JudgeBenchmark, JudgeProcedure, Readout } from '@retable/core'
import type { BesidePaper } from '@retable/harness/beside'
import {
  againstStored,
  askedAgain,
  drawnTasks,
  findProcedure,
  firstRequests,
  firstTasks,
  judge,
  prepareJudging,
  readSubject,
  settleReadout,
  subjectOf,
  type Asking,
  type JudgingPlan,
  type PreparedJudging,
  type Subject,
} from '@retable/harness/judging'
import { gitState } from '@retable/harness/results'
import { paperBeside } from '../../beside/paper-beside.ts'
import { root } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { openAsked, type OpenEvaluation } from '../eval/open-evaluation.ts'
import type { Budget } from './budget.ts'
import type { JudgeVerbRequest, JudgingRequest } from './judge-request.ts'
import { judgedBenchmark } from './judged-benchmark.ts'
import { printDryRun } from './judging-dry-run.ts'
import { readoutOf, requirePrepared } from './preflight.ts'
import { requirePlace } from './record-place.ts'
import { reportJudging, type FinishedJudging } from './report-judging.ts'
import { underWay } from './under-way.ts'

/** Has a judge judge a file of outputs or a benchmark's pairs, scores what it said, and writes judgements and record. */
export async function runJudge(request: JudgeVerbRequest, signal: AbortSignal): Promise<void> {
  const benchmark = await judgedBenchmark(request.benchmark)
  const procedure = await findProcedure(benchmark, request.prompt)
  const subject = await subjectFor(request, procedure, signal)
  const { name: model, calibrate: stored, beside } = request
  const paper = beside === undefined ? undefined : (await paperBeside(beside, [benchmark.id])).paper
  const of = { benchmark, procedure, subject, model, stored, paper }
  const names = await requirePrepared(request, of, signal)
  await requirePlace(request.out, { benchmark: benchmark.id, ...names })
  await judgeSubject(request, of, signal)
}

/** What is judged: a file, or of stored judgements the outputs that stand in them. */
async function subjectFor(
  request: JudgeVerbRequest,
  procedure: JudgeProcedure,
  signal: AbortSignal,
): Promise<Subject | null> {
  const file = fileOf(request, procedure)
  if (file !== undefined) return readSubject(file, signal)
  if (request.calibrate === undefined || procedure.subject !== 'outputs') return null
  if (procedure.outputsIn === undefined) {
    throw new CliError(
      'cli/judge',
      `the outputs do not stand in stored judgements of ${request.benchmark}: name them with --outputs too`,
    )
  }
  const stored = await readSubject(request.calibrate, signal)
  return subjectOf(procedure.outputsIn(stored), stored.name)
}

/** What is judged, and by which procedure. */
export interface ToJudge extends Omit<JudgingPlan, 'judge' | 'readout' | 'limit'> {
  /** Of the model whose outputs were asked for here. */
  readonly answered?: Pick<FinishedJudging, 'answeredBy' | 'outputs' | 'answered' | 'answerSpent'>
  /** A file of another judge's judgements. */
  readonly stored?: string | undefined
  /** Beside whose cells the scores are to stand. */
  readonly paper?: BesidePaper | undefined
  /** Of a command that asks other models too. */
  readonly budget?: Budget
}

/**
 * Opens the judge's endpoint, has it judge, and reports. What may be wrong before anything is asked was looked for by then
 * (`requirePrepared`).
 */
export async function judgeSubject(
  request: JudgingRequest,
  { answered = {}, stored, budget, paper, ...of }: ToJudge,
  signal: AbortSignal,
): Promise<void> {
  const started = new Date()
  const git = gitState(root)
  const { benchmark, procedure } = of
  await using open = await openAsked(budget?.left(request) ?? request, { asks: [], route: 'chat' }, signal)
  const { assets, progress, endpoint } = open
  const prepare = (readout: Readout) =>
    prepareJudging(
      { ...of, readout, judge: endpoint.manifest.model, limit: request.limit },
      { assets, signal },
    )
  const asking = askingOf(benchmark, request, open)
  if (request.dryRun) {
    const prepared = await prepare(readoutOf(request) ?? procedure.readouts[0])
    return printDryRun(firstAsked(prepared, asking, { ...open, again: request.again }), request)
  }
  const judged = await underWay(benchmark.id, open, signal, async (tools) => {
    const own = { ...tools, isFresh: request.fresh === true }
    const prepared = await settleReadout(procedure, readoutOf(request), prepare, { asking, tools: own })
    // Of a model that is served here the name is known only now.
    await requirePlace(request.out, { benchmark: benchmark.id, ...namesOf(prepared) })
    return judge(prepared, asking, own)
  })
  const beside = await besideOthers(request, { judged, asking, open, stored }, signal)
  progress.end()
  budget?.add(endpoint.client.spent)
  await reportJudging(request, { ...answered, ...beside, judged, asking, open, paper, started, git })
}

function namesOf({ procedure, model, judge }: PreparedJudging) {
  return { subject: procedure.subject === 'outputs' ? model : judge, judge }
}

/** What is asked first, by a second asking too. */
function firstAsked(
  prepared: PreparedJudging,
  asking: Asking,
  { store, again }: Pick<OpenEvaluation, 'store'> & { readonly again?: number | undefined },
) {
  const { benchmark, tasks, judged } = prepared
  const { samples = 1, round } = asking
  const once = firstRequests(drawnTasks(tasks, samples), asking, store)
  const few = again === undefined ? [] : firstTasks(prepared, again).tasks
  const twice = firstRequests(drawnTasks(few, samples), { ...asking, round: round + 1 }, store)
  return {
    ...{ benchmark, who: 'judge' as const, tasks: judged, samples },
    wanted: once.wanted + twice.wanted,
    stored: once.stored + twice.stored,
  }
}

/** What the judge's judgements come to beside stored ones of another judge, and beside its own when it is asked again. */
async function besideOthers(
  { again, fresh = false }: JudgingRequest,
  of: Pick<FinishedJudging, 'judged' | 'asking' | 'open'> & Pick<ToJudge, 'stored'>,
  signal: AbortSignal,
): Promise<Pick<FinishedJudging, 'beside' | 'held' | 'second'>> {
  const { judged, asking, open, stored } = of
  const { assets } = open
  const calibrated =
    stored === undefined ? undefined : await againstStored(judged, stored, { assets, signal })
  const { measurements: beside = [], file, judges = [] } = calibrated ?? {}
  const held = file === undefined ? {} : { calibratedBy: { ...file, judges } }
  if (again === undefined) return { beside, held }
  const { benchmark } = judged.prepared
  const few = firstTasks(judged.prepared, again)
  const second = await underWay(`${benchmark.id} again`, open, signal, (tools) =>
    judge(few, { ...asking, round: asking.round + 1 }, { ...tools, isFresh: fresh }),
  )
  const own = await askedAgain(judged, second, { assets, signal })
  return {
    beside: [...beside, ...own.measurements],
    held: { ...held, again: few.judged },
    second: { judged: second, scores: own.scores },
  }
}

/** @throws CliError `cli/judge` for a model's outputs where pairs are wanted, and for pairs where outputs are */
function fileOf(
  { benchmark, outputs, data }: JudgeVerbRequest,
  { subject }: JudgeProcedure,
): string | undefined {
  if (data !== undefined && subject === 'outputs') {
    throw new CliError(
      'cli/judge',
      `--data: ${benchmark} judges a model’s outputs: name them with --outputs; leave it out`,
    )
  }
  if (outputs !== undefined && subject !== 'outputs') {
    const why = subject === 'pairs' ? 'and is given its own' : 'your own copy of which --data names'
    throw new CliError('cli/judge', `--outputs: ${benchmark} judges pairs, ${why}; leave it out`)
  }
  return outputs ?? data
}

/** Who is asked, and how its answers are kept. */
export function askingOf(
  { id }: Pick<JudgeBenchmark, 'id'>,
  {
    seed,
    maxTokens,
    samples,
    temperature,
    rewardRoute,
  }: Pick<JudgingRequest, 'seed' | 'maxTokens' | 'samples' | 'temperature' | 'rewardRoute'>,
  { endpoint }: Pick<OpenEvaluation, 'endpoint'>,
): Asking {
  const { client, manifest } = endpoint
  return {
    of: id,
    model: manifest.version,
    client,
    seed,
    maxTokens,
    samples,
    temperature,
    rewardRoute,
    round: 0,
  }
}
