import type { AskRequest, Asked, Client, RewardRoute } from '@retable/client'
import {
  contentHash,
  promptAsText,
  type Conversation,
  type JudgeAnswer,
  type JudgeTask,
  type Sampling,
} from '@retable/core'
import type { Store } from '@retable/store'
import { answersOf } from '../eval/answers.ts'
import { endedWith } from '../eval/ended-early.ts'
import { startAnsweredBy, type AnsweredBy } from '../eval/findings/answered-by.ts'
import { startOutcomeCounts, type OutcomeCounts } from '../eval/findings/outcome-counts.ts'
import { keyOf, sampleSeed, type Wanted } from '../eval/sample.ts'
import { answerIn } from './answer-in.ts'

/** Who is asked, and what tells this asking from others. */
export interface Asking {
  /** Names the questions; part of each request's id and of its seed. */
  readonly of: string
  /** Tells the model's weights from others of the same name, as far as anything tells them. */
  readonly model: Readonly<Record<string, unknown>>
  readonly client: Pick<Client, 'askInPortions' | 'score' | 'bodyOf' | 'reward'>
  /** The route of a reward model; `score` if left out. */
  readonly rewardRoute?: RewardRoute | undefined
  readonly seed: number
  /** Longest answer, in place of the procedure's own. */
  readonly maxTokens?: number | undefined
  /** Draws of each task, of whose verdicts the majority counts; 1 if left out. */
  readonly samples?: number | undefined
  /** In place of the procedure's own. */
  readonly temperature?: number | undefined
  /** 0 for the first time; else another draw of everything. */
  readonly round: number
}

/** What conversations are held with. */
export interface ConverseTools {
  readonly store: Pick<Store, 'answers' | 'keepAnswers'>
  /** Asks again for what the store holds. */
  readonly isFresh: boolean
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
}

/** A conversation under way. */
interface Talk {
  readonly conversation: Conversation
  readonly name: string
  readonly answers: JudgeAnswer[]
  /** Hashes of the prompts so far, to tell the same prompt again. */
  readonly asked: string[]
  hasFailed: boolean
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
  const talks = tasks.map(({ id, conversations }) =>
    conversations.map((conversation): Talk => {
      const name = `${asking.of}/${id}/${conversation.id}`
      return { conversation, name, answers: [], asked: [], hasFailed: false }
    }),
  )
  const heard = { answered: 0, failed: 0, wanted: 0, isAsking: false }
  const counted: { readonly answer: Asked; readonly isStored: boolean }[] = []
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
    open = open.filter(({ answers, asked, hasFailed }) => !hasFailed && answers.length === asked.length)
    open = open.filter(
      ({ conversation, answers, asked }) => asked.length > 0 && conversation.next(answers) !== null,
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
  }
}

/** How many first requests tasks take, and how many of them the store has the answers to. */
export function firstRequests(
  tasks: readonly JudgeTask[],
  asking: Asking,
  store: Pick<Store, 'answers'>,
): { readonly wanted: number; readonly stored: number } {
  const talks = tasks.flatMap(({ id, conversations }) =>
    conversations.map((conversation): Talk => {
      const name = `${asking.of}/${id}/${conversation.id}`
      return { conversation, name, answers: [], asked: [], hasFailed: false }
    }),
  )
  const keys = [...waitingFor(talks, asking).keys()]
  return { wanted: keys.length, stored: store.answers(keys).size }
}

/** What is to be asked next, each request once, with the conversations that wait for it. */
function waitingFor(open: readonly Talk[], asking: Asking) {
  const waiting = new Map<string, { readonly one: Wanted; readonly talks: Talk[] }>()
  const model = contentHash(asking.model)
  for (const talk of open) {
    const next = talk.conversation.next(talk.answers)
    if (next === null) continue
    const { prompt, logprobs, response } = next
    const same = contentHash([prompt, response ?? null])
    const sample = talk.asked.filter((each) => each === same).length + asking.round * 1e6
    talk.asked.push(same)
    const sampling = samplingOf(next.sampling, asking)
    const isDrawn = sampling.temperature > 0
    const request: AskRequest = {
      ...{ id: `${talk.name}/${talk.asked.length}`, prompt, sampling },
      ...(isDrawn ? { seed: sampleSeed(asking.seed, talk.name, sample) } : {}),
      ...(logprobs === undefined ? {} : { logprobs }),
    }
    const reward = response === undefined ? undefined : { prompt: promptAsText(prompt), response }
    const route = asking.rewardRoute ?? 'score'
    const key = reward
      ? contentHash({
          kind: 'reward',
          model,
          // With the further fields, which are sent too.
          body: asking.client.bodyOf({ ...request, prompt: '' }),
          route,
          reward,
          sample,
        })
      : keyOf(request, { model, client: asking.client, stop: sampling.stop ?? [], sample })
    const known = waiting.get(key)
    if (known === undefined)
      waiting.set(key, { one: { request, key, ...(reward && { reward }) }, talks: [talk] })
    else known.talks.push(talk)
  }
  return waiting
}

/** How an answer is drawn: as the procedure says, but for what is asked for in its place. */
export function samplingOf(own: Sampling, { maxTokens, temperature }: Asking): Sampling {
  return {
    ...own,
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
  }
}
