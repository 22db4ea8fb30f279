import type { Asked } from '@retable/client'
import type { JudgeAnswer, JudgeTask } from '@retable/core'
import type { Store } from '@retable/store'
import { answersOf } from '../../eval/answers.ts'
import { endedWith } from '../../eval/ended-early.ts'
import { startAnsweredBy, type AnsweredBy } from '../../eval/findings/answered-by.ts'
import { startOutcomeCounts, type OutcomeCounts } from '../../eval/findings/outcome-counts.ts'
import { answerIn } from './answer-in.ts'
import type { Asking } from './asking.ts'
import { talksOf, waitingFor } from './waiting-for.ts'

/** What conversations are held with. */
export interface ConverseTools {
  readonly store: Pick<Store, 'answers' | 'keepAnswers'>
  /** Asks again for what the store holds. */
  readonly isFresh: boolean
  /** What this command has asked for already, by the keys that the store has it by: it counts as asked, and is not asked again. */
  readonly justAsked?: ReadonlySet<string> | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: ConverseProgress) => void) | undefined
}

/** How far conversations have come. */
export interface ConverseProgress {
  /** Answers so far, failures left out. */
  readonly answered: number
  readonly failed: number
  /** Prompts known so far; what follows an answer is not known before it. */
  readonly wanted: number
  readonly isAsking: boolean
}

/** What came of it. */
export interface Conversed {
  /** Of each task in its order the answers of its conversations; null where a request of it failed. */
  readonly answers: readonly (readonly (readonly JudgeAnswer[])[] | null)[]
  readonly counts: OutcomeCounts
  readonly answeredBy: readonly AnsweredBy[]
  /** Keys of what was asked for now and is kept. */
  readonly asked: ReadonlySet<string>
}

/**
 * Holds the conversations of tasks with a model: what comes first in all of them, then what follows. Each answer is kept
 * before it is used, so that a stop loses those in flight alone; one request stands for all that are the same.
 *
 * @throws ClientError when the endpoint ends the run, with how far it had come; what was answered by then is kept
 */
export async function converse(
  tasks: readonly JudgeTask[],
  asking: Asking,
  tools: ConverseTools,
): Promise<Conversed> {
  const talks = talksOf(tasks, asking)
  const heard = { answered: 0, failed: 0, wanted: 0, isAsking: false }
  const counted: { readonly answer: Asked; readonly isStored: boolean }[] = []
  const asked = new Set<string>()
  const by = startAnsweredBy()
  let open = talks.flat()
  while (open.length > 0) {
    const waiting = waitingFor(open, asking)
    heard.wanted += waiting.size
    const wanted = [...waiting.values()].map(({ one }) => one)
    try {
      for await (const portion of answersOf(() => wanted, wanted.length, { ...tools, ...asking })) {
        heard.isAsking ||= portion.length === 0
        for (const { sample, answer, isStored } of portion) {
          counted.push({ answer, isStored })
          by.add(answer, 0)
          const read = answerIn(answer)
          heard[read === null ? 'failed' : 'answered'] += 1
          if (read !== null && !isStored) asked.add(sample.key)
          for (const talk of waiting.get(sample.key)!.talks) {
            if (read === null) talk.hasFailed = true
            else talk.answers.push(read)
          }
        }
        tools.onProgress?.({ ...heard })
      }
    } catch (error) {
      throw endedWith(error, () => {
        const { answered, wanted: of } = heard
        return `${asking.of}: ${answered} of ${of} answers so far are kept; the same command goes on`
      })
    }
    // Of a conversation that comes to its end nothing is asked, so that it has as many answers as prompts.
    open = open.filter(
      ({ conversation, answers, asked: prompts, hasFailed }) =>
        !hasFailed &&
        prompts.length > 0 &&
        answers.length === prompts.length &&
        conversation.next(answers) !== null,
    )
  }
  const outcomes = startOutcomeCounts(heard.wanted)
  for (const { answer, isStored } of counted) outcomes.add(answer, isStored)
  return {
    answers: talks.map((each) =>
      each.some(({ hasFailed }) => hasFailed) ? null : each.map(({ answers }) => answers),
    ),
    counts: outcomes.result(),
    answeredBy: by.result(),
    asked,
  }
}
