import {
  type Conversation,
  type JudgeAnswer,
  type JudgeBenchmark,
  type JudgePrompt,
  type JudgeProcedure,
  type JudgeTask,
  type ReadAsset,
} from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { findProcedure } from './find-procedure.ts'
import { subjectOf } from './judge-tasks.ts'

/** What a judge is sent first for one judgement. */
export interface ShownJudgePrompt extends JudgePrompt {
  readonly benchmark: string
  /** The way to ask. */
  readonly way: string
  readonly item: string
  /** Which of the judgement's conversations it opens, such as the order given; and how many there are. */
  readonly conversation: string
  readonly conversations: number
}

/** Stands where a judge is shown what a model wrote. */
const placeholder = '[the model’s answer]'

/**
 * The prompt that opens a judgement, the first one if no item is named. Where a model's outputs are judged a mark stands in
 * the place of what it wrote.
 *
 * @throws HarnessError `harness/no-judge`, `harness/unknown-item`, `harness/nothing-to-judge`
 */
export async function showJudgePrompt(
  benchmark: JudgeBenchmark,
  asked: { readonly way?: string | undefined; readonly item?: string | undefined },
  read: ReadAsset,
): Promise<ShownJudgePrompt> {
  const procedure = await findProcedure(benchmark, asked.way)
  const outputs = await outputsFor(benchmark, procedure, read)
  const [readout] = procedure.readouts
  const all = await procedure.tasks({ read, judge: 'judge', model: 'model', outputs, readout })
  const tasks = all.filter(({ conversations }) => conversations.length > 0)
  const task = asked.item === undefined ? tasks[0] : named(tasks, asked.item)
  const [first] = task?.conversations ?? []
  const prompt = first?.next([]) ?? null
  if (task === undefined || prompt === null) {
    const ids = tasks.slice(0, 3).map(({ id }) => JSON.stringify(id.slice(0, 60)))
    throw new HarnessError(
      'harness/unknown-item',
      `${benchmark.id} has no item "${asked.item ?? ''}"; they are named as in ${ids.join(', ')}, or by their place, 0 to ${tasks.length - 1}`,
    )
  }
  return {
    ...{ benchmark: benchmark.id, way: procedure.id, item: task.id },
    ...{ conversation: first!.id, conversations: task.conversations.length },
    ...prompt,
  }
}

/** By its own name, that of what it shares with others, that of its score, or its place from 0. */
function named(tasks: readonly JudgeTask[], wanted: string): JudgeTask | undefined {
  const found = tasks.find(({ id, item, traits }) => [id, item, traits?.item].includes(wanted))
  return found ?? (/^\d+$/.test(wanted) ? tasks[Number(wanted)] : undefined)
}

/** Outputs that hold a mark; null where the benchmark's own pairs are judged. */
async function outputsFor({ id }: JudgeBenchmark, procedure: JudgeProcedure, read: ReadAsset) {
  const { subject, answering } = procedure
  if (subject === 'pairs') return null
  if (subject === 'copied pairs' || answering === undefined) {
    throw new HarnessError(
      'harness/nothing-to-judge',
      `${id}: what ${procedure.id} sends is made of a file of your own, and nothing can be shown without it; ./retable list tells where the prompt stands`,
    )
  }
  const tasks = await answering.tasks({ read, model: 'model' })
  const rows = tasks.map((task) => task.row(task.conversations.map(saidThroughout)))
  return subjectOf(rows, 'outputs.json')
}

function saidThroughout({ next }: Conversation): readonly JudgeAnswer[] {
  const answers: JudgeAnswer[] = []
  while (next(answers) !== null) answers.push({ text: placeholder })
  return answers
}
