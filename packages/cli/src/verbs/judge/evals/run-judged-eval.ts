import path from 'node:path'
import { RetableError, type JudgeBenchmark, type JudgeProcedure } from '@retable/core'
import type { BesidePaper } from '@retable/harness/beside'
import {
  answerQuestions,
  findProcedure,
  firstRequests,
  questionsOf,
  readSubject,
  subjectOf,
  type Subject,
} from '@retable/harness/judging'
import { paperBeside } from '../../../beside/paper-beside.ts'
import { CliError } from '../../../errors.ts'
import type { EvalVerbRequest } from '../../eval/eval-request.ts'
import { openAsked } from '../../eval/open-evaluation.ts'
import { askingOf } from '../asking-of.ts'
import { startBudget, type Budget } from '../budget.ts'
import type { JudgingRequest } from '../judge-request.ts'
import { judgedBenchmark } from '../judged-benchmark.ts'
import { judgingRequest, without, withoutLength, type OwnRequest } from './judging-request.ts'
import { printDryRun } from '../report/judging-dry-run.ts'
import { requireAnswerable, requireAnswering, requirePrepared } from '../preflight.ts'
import { requirePlace } from '../record-place.ts'
import { judgeSubject } from '../judge-subject.ts'
import { underWay } from '../under-way.ts'
import { requireUsed } from './used-options.ts'

/**
 * Evaluates a model by benchmarks of judgements, one after the other: has it answer, and a judge judge its answers; or,
 * where a benchmark tests judges, has the model judge. What is wrong with any of them is told before the first is asked.
 */
export async function runJudgedEval(request: EvalVerbRequest, signal: AbortSignal): Promise<void> {
  const all: Planned[] = []
  const beside = await besideOf(request)
  for (const name of request.benchmarks) all.push(await planned(request, name, beside, signal))
  const budget = startBudget()
  for (const each of all) {
    if (each.kind === 'answers') await evaluateAnswers(each, budget, signal)
    else await judgeSubject(each.judging, { ...each, budget }, signal)
  }
}

/** The paper beside which the benchmarks are to stand, if one is named. */
async function besideOf({ beside, benchmarks }: EvalVerbRequest) {
  if (beside === undefined) return undefined
  const all = await Promise.all(benchmarks.map(judgedBenchmark))
  const ids = all.map(({ id }) => id)
  return paperBeside(beside, ids)
}

/** An evaluation that can begin. */
type Planned = {
  readonly benchmark: JudgeBenchmark
  readonly procedure: JudgeProcedure
  readonly judging: JudgingRequest
  readonly paper: BesidePaper | undefined
} & (
  | { readonly kind: 'answers'; readonly request: OwnRequest }
  /** The model is the judge that is tested. */
  | { readonly kind: 'judge'; readonly subject: Subject | null }
)

async function planned(
  request: EvalVerbRequest,
  name: string,
  beside: Awaited<ReturnType<typeof besideOf>>,
  signal: AbortSignal,
): Promise<Planned> {
  const benchmark = await judgedBenchmark(name)
  const procedure = await findProcedure(benchmark, request.prompt)
  requireUsed(request, benchmark.id, procedure)
  const paper = beside?.reported.has(benchmark.id) ? beside.paper : undefined
  const out =
    request.out !== undefined && request.benchmarks.length > 1
      ? path.join(request.out, benchmark.id)
      : request.out
  const own: OwnRequest = { ...request, benchmark: name, ...(out === undefined ? {} : { out }) }
  if (procedure.subject === 'outputs') {
    requireAnswering(benchmark.id, procedure)
    const judging = await judgingRequest(own)
    const names = await requireAnswerable({ model: own, judging }, procedure, signal)
    await requirePlace(out, { benchmark: benchmark.id, ...names })
    // Of a limit the questions are those that were answered.
    const whole = without(judging, 'limit')
    return { kind: 'answers', benchmark, procedure, request: own, judging: whole, paper }
  }
  const subject = request.data === undefined ? null : await readSubject(request.data, signal)
  const judging: JudgingRequest = {
    ...without(withoutLength(own), 'temperature'),
    ...lengthOf(own),
    ...drawsOf(own),
  }
  const names = await requirePrepared(judging, { benchmark, procedure, subject }, signal)
  await requirePlace(out, { benchmark: benchmark.id, ...names })
  return { kind: 'judge', benchmark, procedure, judging, subject, paper }
}

type Answers = Extract<Planned, { readonly kind: 'answers' }>

/** The model answers, and another one judges. */
async function evaluateAnswers(of: Answers, budget: Budget, signal: AbortSignal): Promise<void> {
  const { benchmark, procedure, judging, paper } = of
  const answers = await askModel(of, budget, signal)
  if (answers === undefined) return
  const { rows, endpoint, spent, ...found } = answers
  const name = 'outputs.json'
  const answered = { answeredBy: endpoint, outputs: { name, rows }, answered: found, answerSpent: spent }
  const subject = subjectOf(rows, name)
  const toJudge = { benchmark, procedure, subject, model: endpoint.model, answered, budget, paper }
  await judgeSubject(judging, toJudge, signal).catch((error: unknown) => {
    throw ofJudge(error, judging.model)
  })
}

/** An error of the judge's endpoint, which tells that it is not the model's, and that nothing of the model's is lost. */
function ofJudge(error: unknown, judge: string | undefined): unknown {
  if (error instanceof RetableError && error.code.startsWith('client/')) {
    error.message = `the judge ${judge ?? ''}: ${error.message}; the model’s answers are kept`
  }
  return error
}

/** What the model answers; undefined where it is only to be said how much it would be asked. */
async function askModel({ request, benchmark, procedure }: Answers, budget: Budget, signal: AbortSignal) {
  await using open = await openAsked(budget.left(request), { asks: [], route: 'chat' }, signal)
  const { assets, endpoint, store } = open
  const { model } = endpoint.manifest
  await requirePlace(request.out, { benchmark: benchmark.id, subject: model })
  const asking = askingOf({ id: `${benchmark.id} answers` }, lengthOf(request), open)
  const read = (asset: Parameters<typeof assets.read>[0]) => assets.read(asset, signal)
  const of = { read, model, limit: request.limit, asking }
  if (request.dryRun) {
    const tasks = await questionsOf(procedure, of)
    const requests = firstRequests(tasks, asking, store)
    return printDryRun({ benchmark, who: 'model', tasks: tasks.length, samples: 1, ...requests }, request)
  }
  const answered = await underWay(`${benchmark.id}, ${model}`, open, signal, (tools) =>
    answerQuestions(procedure, of, { ...tools, isFresh: request.fresh === true }),
  )
  const { spent } = endpoint.client
  budget.add(spent)
  return { ...answered, endpoint: endpoint.manifest, spent }
}

function lengthOf({ given, seed, maxTokens }: EvalVerbRequest) {
  return { seed, ...(given.has('maxTokens') ? { maxTokens } : {}) }
}

/** Several draws of each judgement, where they are asked for. */
function drawsOf({ n: samples, temperature, given }: EvalVerbRequest) {
  if (samples > 1 && temperature === 0) {
    throw new CliError('cli/judge', `--n ${samples} at temperature 0 are one answer; give --temperature too`)
  }
  return { samples, ...(given.has('temperature') ? { temperature } : {}) }
}
