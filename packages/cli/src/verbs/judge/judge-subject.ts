import type { Readout } from '@retable/core'
import type { BesidePaper } from '@retable/harness/beside'
import {
  drawnTasks,
  firstRequests,
  firstTasks,
  judge,
  prepareJudging,
  settleReadout,
  type Asking,
  type JudgingPlan,
  type PreparedJudging,
} from '@retable/harness/judging'
import { gitState } from '@retable/harness/results'
import { root } from '../../environment.ts'
import { openAsked, type OpenEvaluation } from '../eval/open-evaluation.ts'
import { askingOf } from './asking-of.ts'
import { besideOthers } from './beside-others.ts'
import type { Budget } from './budget.ts'
import type { JudgingRequest } from './judge-request.ts'
import { readoutOf } from './preflight.ts'
import { requirePlace } from './record-place.ts'
import type { FinishedJudging } from './report/finished-judging.ts'
import { printDryRun } from './report/judging-dry-run.ts'
import { reportJudging } from './report/report-judging.ts'
import { underWay } from './under-way.ts'

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
    const how = { asking, tools: own }
    const { prepared, justAsked } = await settleReadout(procedure, readoutOf(request), prepare, how)
    // Of a model that is served here the name is known only now.
    await requirePlace(request.out, { benchmark: benchmark.id, ...namesOf(prepared) })
    return judge(prepared, asking, { ...own, justAsked })
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
