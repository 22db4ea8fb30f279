import type { JudgementRow } from '@retable/core'
import type { Store } from '@retable/store'
import type { AnsweredBy } from '../eval/findings/answered-by.ts'
import type { OutcomeCounts } from '../eval/findings/outcome-counts.ts'
import { leasedKeys } from '../eval/leased-while.ts'
import type { Asking } from './asking/asking.ts'
import { converse, type ConverseTools } from './asking/converse.ts'
import type { PreparedJudging } from './tasks/judge-tasks.ts'
import { judgingLease } from './asking/lease.ts'
import { drawnTasks, majorities } from './asking/majority.ts'

/** What a judge said of everything. */
export interface Judged {
  readonly prepared: PreparedJudging
  /** The file's rows, in its order. */
  readonly rows: readonly JudgementRow[]
  readonly counts: OutcomeCounts
  readonly answeredBy: readonly AnsweredBy[]
  readonly failures: JudgeFailures
}

/** What is no judgement, and of how many. */
export interface JudgeFailures {
  readonly tasks: number
  /** Tasks of which a request failed: they have no judgement, half a pair neither. */
  readonly withoutJudgement: number
  /** Conversations that were to end in a verdict, and those whose answers hold none. */
  readonly verdicts: number
  readonly withoutVerdict: number
}

/**
 * Has a judge judge. Of two processes that ask the same over one store, one waits for the other.
 *
 * @throws ClientError when the endpoint ends the run; what was answered by then is kept
 */
export async function judge(
  prepared: PreparedJudging,
  asking: Asking,
  tools: ConverseTools & {
    readonly store: Pick<Store, 'answers' | 'keepAnswers' | 'leased'>
    readonly onWait?: (() => void) | undefined
  },
): Promise<Judged> {
  const { tasks } = prepared
  const { samples = 1 } = asking
  const drawn = drawnTasks(tasks, samples)
  const {
    answers: all,
    counts,
    answeredBy,
  } = await leasedKeys([judgingLease(prepared, asking)], tools, (signal) =>
    converse(drawn, asking, { ...tools, signal }),
  )
  const answers = majorities(tasks, all, samples)
  const failures = { tasks: prepared.judged, withoutJudgement: 0, verdicts: 0, withoutVerdict: 0 }
  const rows = tasks.flatMap((task, i): readonly JudgementRow[] => {
    const given = answers[i]!
    if (given === null) {
      failures.withoutJudgement += 1
      return task.rowWithout === undefined ? [] : [task.rowWithout()]
    }
    task.conversations.forEach(({ hasVerdict }, at) => {
      if (hasVerdict === undefined) return
      failures.verdicts += 1
      if (!hasVerdict(given[at]!)) failures.withoutVerdict += 1
    })
    return [task.row(given)]
  })
  return { prepared, rows, counts, answeredBy, failures }
}
