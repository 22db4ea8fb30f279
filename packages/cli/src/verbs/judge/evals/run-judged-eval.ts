import path from 'node:path'
import type { JudgeBenchmark, JudgeProcedure } from '@retable/core'
import type { BesidePaper } from '@retable/harness/beside'
import { findProcedure, readSubject, type Subject } from '@retable/harness/judging'
import { paperBeside } from '../../../beside/paper-beside.ts'
import { CliError } from '../../../errors.ts'
import type { EvalVerbRequest } from '../../eval/eval-request.ts'
import { startBudget } from '../budget.ts'
import type { JudgingRequest } from '../judge-request.ts'
import { judgedBenchmark } from '../judged-benchmark.ts'
import { requireAnswerable, requireAnswering, requirePrepared } from '../preflight.ts'
import { requirePlace } from '../record-place.ts'
import { judgeSubject } from '../judge-subject.ts'
import { evaluateAnswers, lengthOf } from './evaluate-answers.ts'
import { judgingRequest, without, withoutLength, type OwnRequest } from './judging-request.ts'
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

/** Several draws of each judgement, where they are asked for. */
function drawsOf({ n: samples, temperature, given }: EvalVerbRequest) {
  if (samples > 1 && temperature === 0) {
    throw new CliError('cli/judge', `--n ${samples} at temperature 0 are one answer; give --temperature too`)
  }
  return { samples, ...(given.has('temperature') ? { temperature } : {}) }
}
