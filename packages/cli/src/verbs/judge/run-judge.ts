import path from 'node:path'
import type { JudgeBenchmark, JudgeProcedure, Readout } from '@retable/core'
import type { BesidePaper } from '@retable/harness/beside'
import { findAnyBenchmark } from '@retable/harness/benchmarks'
import {
  againstStored,
  askedAgain,
  findProcedure,
  firstRequests,
  judge,
  prepareJudging,
  readSubject,
  requireSubject,
  settleReadout,
  subjectOf,
  type Asking,
  type ConverseProgress,
  type JudgingPlan,
  type Subject,
} from '@retable/harness/judging'
import { gitState, requireRecordPlace, requireWritable } from '@retable/harness/results'
import { counted, grouped, printable, printableJson } from '@retable/report'
import { paperBeside } from '../../beside/paper-beside.ts'
import { root } from '../../environment.ts'
import { CliError, stopped } from '../../errors.ts'
import { paceText, startPace } from '../../pace.ts'
import { openAsked, type OpenEvaluation } from '../eval/open-evaluation.ts'
import type { Budget } from './budget.ts'
import type { JudgeVerbRequest, JudgingRequest } from './judge-request.ts'
import { reportJudging, type FinishedJudging } from './report-judging.ts'

/** Has a judge judge a file of outputs or a benchmark's pairs, scores what it said, and writes judgements and record. */
export async function runJudge(request: JudgeVerbRequest, signal: AbortSignal): Promise<void> {
  const benchmark = await judgedBenchmark(request.benchmark)
  const procedure = await findProcedure(benchmark, request.way)
  const subject = await subjectFor(request, procedure, signal)
  await requirePlace(request)
  const { name: model, calibrate: stored, beside } = request
  const paper = beside === undefined ? undefined : (await paperBeside(beside, [benchmark.id])).paper
  await judgeSubject(request, { benchmark, procedure, subject, model, stored, paper }, signal)
}

/** Makes sure that what is written has a place, before anything is spent on it. */
export async function requirePlace({ out }: Pick<JudgingRequest, 'out'>): Promise<void> {
  if (out === undefined) return
  await requireRecordPlace(path.resolve(out))
  await requireWritable(path.resolve(out))
}

/** What is judged: a file, or of stored judgements the outputs that stand in them. */
async function subjectFor(
  request: JudgeVerbRequest,
  procedure: JudgeProcedure,
  signal: AbortSignal,
): Promise<Subject | null> {
  const file = fileOf(request)
  if (file !== undefined) return readSubject(file, signal)
  if (request.calibrate === undefined || procedure.judges !== 'outputs') return null
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

/** Opens the judge's endpoint, has it judge, and reports. */
export async function judgeSubject(
  request: JudgingRequest,
  { answered = {}, stored, budget, paper, ...of }: ToJudge,
  signal: AbortSignal,
): Promise<void> {
  const started = new Date()
  const git = gitState(root)
  const { benchmark, procedure } = of
  requireSubject(benchmark, procedure, of.subject)
  await using open = await openAsked(budget?.left(request) ?? request, { asks: [], route: 'chat' }, signal)
  const { store, assets, progress, endpoint } = open
  const judgeName = endpoint.manifest.model
  const prepare = (readout: Readout) =>
    prepareJudging({ ...of, readout, judge: judgeName, limit: request.limit }, { assets, signal })
  const asking = askingOf(benchmark, request, open)
  if (request.dryRun) {
    const prepared = await prepare(readoutOf(request) ?? procedure.readouts[0])
    const requests = firstRequests(prepared.tasks, asking, store)
    return printDryRun({ benchmark, tasks: prepared.tasks.length, ...requests }, request)
  }
  const tools = { store, isFresh: request.fresh === true, signal }
  const prepared = await settleReadout(procedure, readoutOf(request), prepare, { asking, tools })
  const judged = await underWay(benchmark.id, open, signal, (of) =>
    judge(prepared, asking, { ...of, isFresh: request.fresh === true }),
  )
  const beside = await besideOthers(request, { judged, asking, open, stored }, signal)
  progress.end()
  budget?.add(endpoint.client.spent)
  await reportJudging(request, { ...answered, ...beside, judged, asking, open, paper, started, git })
}

/** What the judge's judgements come to beside stored ones of another judge, and beside its own when it is asked again. */
async function besideOthers(
  { again }: JudgingRequest,
  of: Pick<FinishedJudging, 'judged' | 'asking' | 'open'> & Pick<ToJudge, 'stored'>,
  signal: AbortSignal,
): Promise<Pick<FinishedJudging, 'beside' | 'held' | 'retest'>> {
  const { judged, asking, open, stored } = of
  const { assets } = open
  const calibrated =
    stored === undefined ? undefined : await againstStored(judged, stored, { assets, signal })
  const { measurements: beside = [], file, judges = [] } = calibrated ?? {}
  const held = file === undefined ? {} : { calibratedBy: { ...file, judges } }
  if (again === undefined) return { beside, held }
  const { benchmark, tasks } = judged.prepared
  const few = { ...judged.prepared, tasks: tasks.slice(0, again) }
  const second = await underWay(`${benchmark.id} again`, open, signal, (tools) =>
    judge(few, { ...asking, round: asking.round + 1 }, { ...tools, isFresh: false }),
  )
  const own = await askedAgain(judged, second, { assets, signal })
  return {
    beside: [...beside, ...own.measurements],
    held: { ...held, again: few.tasks.length },
    retest: own.scores,
  }
}

/**
 * A benchmark of judgements.
 *
 * @throws CliError `cli/judge` for one of outputs
 */
export async function judgedBenchmark(name: string): Promise<JudgeBenchmark> {
  const benchmark = await findAnyBenchmark(name)
  if ('kind' in benchmark) return benchmark
  throw new CliError(
    'cli/judge',
    `${name} needs no judge: its answers are right or wrong; ./retable eval ${name} asks a model`,
  )
}

function fileOf({ outputs, data }: JudgeVerbRequest): string | undefined {
  if (outputs !== undefined && data !== undefined) {
    throw new CliError('cli/judge', '--outputs are a model’s, --data is a benchmark’s; give one of them')
  }
  return outputs ?? data
}

/** What the judge's verdicts are read of, where it is asked for by name. */
export function readoutOf({ verdicts }: Pick<JudgingRequest, 'verdicts'>): Readout | undefined {
  if (verdicts === undefined) return undefined
  return verdicts === 'text' ? 'text' : 'log-probabilities'
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

/** Does what asks, and shows how far it is. */
export async function underWay<T>(
  what: string,
  { endpoint, store, progress, notice }: OpenEvaluation,
  signal: AbortSignal,
  work: (tools: {
    readonly store: OpenEvaluation['store']
    readonly signal: AbortSignal
    readonly onProgress: (state: ConverseProgress) => void
    readonly onWait: () => void
  }) => Promise<T>,
): Promise<T> {
  let pace: ReturnType<typeof startPace> | undefined
  let stood = ''
  const onProgress = ({ answered, failed, wanted, isAsking }: ConverseProgress) => {
    stood = `${what}: ${grouped(answered)} of ${grouped(wanted)} answers are kept`
    if (isAsking) pace ??= startPace(answered)
    pace?.note(answered)
    const failures = failed > 0 ? `, ${grouped(failed)} failed` : ''
    progress.update(
      `${what}: ${grouped(answered)} of ${grouped(wanted)} answers${failures}${paceText(pace?.rate() ?? 0, wanted - answered - failed)}`,
    )
  }
  const onWait = () => notice(`${what}: another process asks the same; waiting for it, to take its answers`)
  try {
    return await work({ store, signal: AbortSignal.any([signal, endpoint.lost]), onProgress, onWait })
  } catch (error) {
    if (!signal.aborted) throw error
    throw new CliError(stopped, `stopped; ${stood || what}; the same command goes on`, { cause: error })
  }
}

/** Prints how many requests come first. */
export function printDryRun(
  of: {
    readonly benchmark: JudgeBenchmark
    readonly tasks: number
    readonly wanted: number
    readonly stored: number
  },
  { json, fresh }: JudgingRequest,
): void {
  const { benchmark, tasks, wanted, stored } = of
  const sent = fresh ? wanted : wanted - stored
  if (json) {
    process.stdout.write(`${printableJson({ benchmark: benchmark.id, tasks, wanted, new: sent })}\n`)
    return
  }
  process.stdout.write(
    `${printable(benchmark.id)}: ${grouped(sent)} of ${grouped(wanted)} first requests for ${counted(tasks, 'task')} are new; what follows an answer is not counted\n`,
  )
}
