import {
  canonicalJson,
  type AnsweringManifest,
  type JudgementRow,
  type JudgeProcedure,
  type JudgeTask,
  type ReadAsset,
} from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { leasedKeys, type LeaseTools } from '../../eval/leased-while.ts'
import { samplingOf, type Asking } from '../asking/asking.ts'
import { converse, type Conversed, type ConverseTools } from '../asking/converse.ts'
import { answeringLease } from '../asking/lease.ts'

/** A model's answers to what is judged afterwards, as rows of a file of outputs. */
export interface AnsweredQuestions extends Omit<Conversed, 'answers' | 'asked'> {
  readonly rows: readonly JudgementRow[]
  /** Questions without an answer: they are not judged. */
  readonly unanswered: number
  /** How they were asked. */
  readonly manifest: AnsweringManifest
}

/**
 * Has a model answer a benchmark's questions. Of two processes that ask the same over one store, one waits for the other.
 *
 * @throws HarnessError `harness/no-judge` where the benchmark says not how, ClientError when the endpoint ends the run
 */
export async function answerQuestions(
  procedure: JudgeProcedure,
  of: {
    readonly read: ReadAsset
    readonly model: string
    readonly limit?: number | undefined
    readonly asking: Asking
  },
  tools: ConverseTools & LeaseTools,
): Promise<AnsweredQuestions> {
  const { read, model, limit, asking } = of
  const all = await questionsOf(procedure, { read, model })
  const tasks = all.slice(0, limit)
  const { answers, counts, answeredBy } = await leasedKeys([answeringLease(asking)], tools, (signal) =>
    converse(tasks, asking, { ...tools, signal }),
  )
  const rows = tasks.flatMap((task, i) => (answers[i] === null ? [] : [task.row(answers[i]!)]))
  const manifest: AnsweringManifest = {
    source: procedure.answering!.source,
    ...{ questions: tasks.length, of: all.length, seed: asking.seed, sampling: samplingsOf(tasks, asking) },
  }
  return { rows, unanswered: tasks.length - rows.length, manifest, counts, answeredBy }
}

/** The questions that a model is asked, the first so many of them. */
export async function questionsOf(
  { answering, id }: JudgeProcedure,
  of: { readonly read: ReadAsset; readonly model: string; readonly limit?: number | undefined },
): Promise<readonly JudgeTask[]> {
  if (answering === undefined) {
    throw new HarnessError('harness/no-judge', `${id}: how a model is asked for what is judged is not known`)
  }
  return (await answering.tasks({ read: of.read, model: of.model })).slice(0, of.limit)
}

/** How the questions' answers are drawn; a benchmark may draw those of each category otherwise. */
function samplingsOf(tasks: readonly JudgeTask[], asking: Asking): AnsweringManifest['sampling'] {
  const all = tasks.flatMap(({ conversations }) =>
    conversations.flatMap(({ next }) => {
      const first = next([])
      return first === null ? [] : [samplingOf(first.sampling, asking)]
    }),
  )
  return [...new Map(all.map((sampling) => [canonicalJson(sampling), sampling])).values()]
}
