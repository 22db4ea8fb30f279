import type { Conversation, JudgeAnswer, JudgeTask } from '@retable/core'
import { HarnessError } from '../../errors.ts'

type Answers = readonly (readonly JudgeAnswer[])[] | null

/**
 * Tasks as they are asked for several draws each: the first draw is what one alone would be.
 *
 * @throws HarnessError `harness/no-judge` where no votes can be counted
 */
export function drawnTasks(tasks: readonly JudgeTask[], samples: number): readonly JudgeTask[] {
  if (samples === 1) return tasks
  if (tasks.some(({ conversations }) => conversations.some(({ verdict }) => verdict === undefined))) {
    throw new HarnessError('harness/no-judge', 'verdicts of this kind have no majority: leave --n out')
  }
  return tasks.flatMap((task) =>
    Array.from({ length: samples }, (_, draw) =>
      draw === 0 ? task : { ...task, id: `${task.id}/draw ${draw + 1}` },
    ),
  )
}

/**
 * Of several draws of each task the answers of one whose verdict most draws have, conversation by conversation; of as
 * many votes the verdict that came first. An answer without a verdict has no vote. Null where a request of a draw failed.
 */
export function majorities(
  tasks: readonly JudgeTask[],
  answers: readonly Answers[],
  samples: number,
): readonly Answers[] {
  if (samples === 1) return answers
  return tasks.map(({ conversations }, i) => {
    const draws = answers.slice(i * samples, (i + 1) * samples)
    if (draws.includes(null)) return null
    return conversations.map((conversation, at) =>
      majorityOf(
        conversation,
        draws.map((draw) => draw![at]!),
      ),
    )
  })
}

function majorityOf(
  { verdict }: Conversation,
  draws: readonly (readonly JudgeAnswer[])[],
): readonly JudgeAnswer[] {
  const votes = new Map<string, { readonly answers: readonly JudgeAnswer[]; count: number }>()
  for (const answers of draws) {
    const vote = verdict!(answers)
    if (vote === null) continue
    const known = votes.get(vote) ?? { answers, count: 0 }
    known.count += 1
    votes.set(vote, known)
  }
  const most = Math.max(0, ...[...votes.values()].map(({ count }) => count))
  return [...votes.values()].find(({ count }) => count === most)?.answers ?? draws[0]!
}
