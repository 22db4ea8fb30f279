import path from 'node:path'
import type { JudgeProcedure } from '@retable/core'
import {
  answerQuestions,
  findProcedure,
  firstRequests,
  questionsOf,
  readSubject,
  subjectOf,
} from '@retable/harness/judging'
import { CliError } from '../../errors.ts'
import { paperBeside } from '../../beside/paper-beside.ts'
import { endpointOf } from '../eval/endpoint-of.ts'
import type { EvalVerbRequest } from '../eval/eval-request.ts'
import { openAsked } from '../eval/open-evaluation.ts'
import { readLimits } from '../eval/read-limits.ts'
import { startBudget, type Budget } from './budget.ts'
import type { JudgingRequest } from './judge-request.ts'
import { judgingRequest, without, withoutLength, type OwnRequest } from './judging-request.ts'
import {
  askingOf,
  judgedBenchmark,
  judgeSubject,
  printDryRun,
  requirePlace,
  underWay,
  type ToJudge,
} from './run-judge.ts'

/**
 * Evaluates a model by benchmarks of judgements, one after the other: has it answer, and a judge judge its answers; or,
 * where a benchmark tests judges, has the model judge.
 */
export async function runJudgedEval(request: EvalVerbRequest, signal: AbortSignal): Promise<void> {
  requireUsed(request)
  const budget = startBudget()
  const beside = await besideOf(request)
  for (const name of request.benchmarks) {
    const benchmark = await judgedBenchmark(name)
    const procedure = await findProcedure(benchmark, request.prompt)
    const own = {
      ...request,
      benchmark: name,
      ...(request.out !== undefined && request.benchmarks.length > 1
        ? { out: path.join(request.out, benchmark.id) }
        : {}),
    }
    await requirePlace(own)
    const paper = beside?.reported.has(benchmark.id) ? beside.paper : undefined
    const of = { benchmark, procedure, budget, paper }
    if (procedure.judges === 'outputs') await evaluateAnswers(own, of, signal)
    else await evaluateJudge(own, of, signal)
  }
}

/** The paper beside which the benchmarks are to stand, if one is named. */
async function besideOf({ beside, benchmarks }: EvalVerbRequest) {
  if (beside === undefined) return undefined
  const all = await Promise.all(benchmarks.map(judgedBenchmark))
  const ids = all.map(({ id }) => id)
  return paperBeside(beside, ids)
}

/** A benchmark of judgements, and what may be used. */
type Answerable = Pick<ToJudge, 'benchmark' | 'procedure' | 'paper'> & { readonly budget: Budget }

/** The model is the judge that is tested. */
async function evaluateJudge(
  request: OwnRequest,
  { benchmark, procedure, budget, paper }: Answerable,
  signal: AbortSignal,
): Promise<void> {
  if (request.judgeModel !== undefined) {
    throw new CliError(
      'cli/judge',
      `${benchmark.id} tests judges: name the judge with --model, and no --judge-model`,
    )
  }
  const subject = request.data === undefined ? null : await readSubject(request.data, signal)
  const judging: JudgingRequest = {
    ...without(withoutLength(request), 'temperature'),
    ...lengthOf(request),
    ...drawsOf(request),
  }
  await judgeSubject(judging, { benchmark, procedure, subject, budget, paper }, signal)
}

/** The model answers, and another one judges. */
async function evaluateAnswers(
  request: OwnRequest,
  { benchmark, procedure, budget, paper }: Answerable,
  signal: AbortSignal,
): Promise<void> {
  const drawn = (['n', 'temperature'] as const).find((name) => request.given.has(name))
  if (drawn !== undefined) {
    throw new CliError(
      'cli/judge',
      `--${drawn}: ${request.benchmark} settles how its answers and judgements are drawn; leave it out`,
    )
  }
  const judging = await judgingRequest(request)
  await requireAsked(judging, procedure)
  const answers = await askModel(request, { benchmark, procedure, budget }, signal)
  if (answers === undefined) return
  const { rows, endpoint, spent, ...found } = answers
  const name = 'outputs.json'
  const answered = { answeredBy: endpoint, outputs: { name, rows }, answered: found, answerSpent: spent }
  const subject = subjectOf(rows, name)
  // Of a limit the questions are those that were answered.
  await judgeSubject(
    without(judging, 'limit'),
    { benchmark, procedure, subject, model: endpoint.model, answered, budget, paper },
    signal,
  )
}

/** What is wrong with the judge, or with the asking, is told before a model has answered all. */
async function requireAsked(judging: JudgingRequest, { answering, id }: JudgeProcedure): Promise<void> {
  if (answering === undefined) {
    throw new CliError(
      'cli/judge',
      `${judging.benchmark}: how a model is asked for what ${id} judges is not known; ./retable judge ${judging.benchmark} --outputs FILE judges what you have`,
    )
  }
  await endpointOf(judging)
  await readLimits(judging)
}

/** What the model answers; undefined where it is only to be said how much it would be asked. */
async function askModel(
  request: OwnRequest,
  { benchmark, procedure, budget }: Answerable,
  signal: AbortSignal,
) {
  await using open = await openAsked(budget.left(request), { asks: [], route: 'chat' }, signal)
  const { assets, endpoint, store } = open
  const { model } = endpoint.manifest
  const asking = askingOf({ id: `${benchmark.id} answers` }, lengthOf(request), open)
  const read = (asset: Parameters<typeof assets.read>[0]) => assets.read(asset, signal)
  const of = { read, model, limit: request.limit, asking }
  if (request.dryRun) {
    const tasks = await questionsOf(procedure, of)
    const requests = firstRequests(tasks, asking, store)
    return printDryRun({ benchmark, tasks: tasks.length, ...requests }, request)
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

/** What such an evaluation settles by itself. */
const settled = { variant: 'variant', topP: 'top-p', route: 'route', batchOut: 'batch-out', batchIn: 'batch-in', suite: 'suite' } // prettier-ignore

/** @throws CliError `cli/judge` for an option that decides nothing here */
function requireUsed({ given }: EvalVerbRequest): void {
  const unused = Object.entries(settled).find(([name]) => given.has(name))
  if (unused === undefined) return
  throw new CliError(
    'cli/judge',
    `--${unused[1]}: a benchmark of judgements settles it by itself; leave it out`,
  )
}
