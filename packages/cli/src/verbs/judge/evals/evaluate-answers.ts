import { counted, RetableError, type JudgeBenchmark, type JudgeProcedure } from '@retable/core'
import type { BesidePaper } from '@retable/harness/beside'
import {
  answerQuestions,
  firstRequests,
  questionsOf,
  subjectOf,
  type AnsweredQuestions,
} from '@retable/harness/judging'
import { CliError } from '../../../errors.ts'
import type { EvalVerbRequest } from '../../eval/eval-request.ts'
import { openAsked } from '../../eval/open-evaluation.ts'
import { askingOf } from '../asking-of.ts'
import type { Budget } from '../budget.ts'
import type { JudgingRequest } from '../judge-request.ts'
import { judgeSubject } from '../judge-subject.ts'
import { requirePlace } from '../record-place.ts'
import { printDryRun } from '../report/judging-dry-run.ts'
import { underWay } from '../under-way.ts'
import type { OwnRequest } from './judging-request.ts'

/** What a model answers, and who judges its answers. */
export interface AnswersToJudge {
  readonly benchmark: JudgeBenchmark
  readonly procedure: JudgeProcedure
  readonly request: OwnRequest
  readonly judging: JudgingRequest
  readonly paper: BesidePaper | undefined
}

/** The model answers, and another one judges. */
export async function evaluateAnswers(
  of: AnswersToJudge,
  budget: Budget,
  signal: AbortSignal,
): Promise<void> {
  const { benchmark, procedure, judging, paper } = of
  const answers = await askModel(of, budget, signal)
  if (answers === undefined) return
  const { rows, endpoint, spent, ...found } = answers
  if (rows.length === 0) throw noAnswers(benchmark.id, endpoint.model, found)
  const name = 'outputs.json'
  const answered = { answeredBy: endpoint, outputs: { name, rows }, answered: found, answerSpent: spent }
  const subject = subjectOf(rows, name)
  const toJudge = { benchmark, procedure, subject, model: endpoint.model, answered, budget, paper }
  await judgeSubject(judging, toJudge, signal).catch((error: unknown) => {
    throw ofJudge(error, judging.model)
  })
}

/** Nothing is there to be judged. */
function noAnswers(
  benchmark: string,
  model: string,
  { manifest, counts }: Pick<AnsweredQuestions, 'manifest' | 'counts'>,
): CliError {
  return new CliError(
    'cli/no-answers',
    `${benchmark}: ${model} answered none of ${counted(manifest.questions, 'question')}; the server says: ${counts.commonestFailure}; the same command asks them again`,
    { kind: 'environment' },
  )
}

/** An error of the judge's endpoint, which tells that it is not the model's, and that nothing of the model's is lost. */
function ofJudge(error: unknown, judge: string | undefined): unknown {
  if (error instanceof RetableError && error.code.startsWith('client/')) {
    error.message = `the judge ${judge ?? ''}: ${error.message}; the model’s answers are kept`
  }
  return error
}

/** What the model answers; undefined where it is only to be said how much it would be asked. */
async function askModel(
  { request, benchmark, procedure }: AnswersToJudge,
  budget: Budget,
  signal: AbortSignal,
) {
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

/** The longest answer, where it is asked for. */
export function lengthOf({ given, seed, maxTokens }: EvalVerbRequest) {
  return { seed, ...(given.has('maxTokens') ? { maxTokens } : {}) }
}
