import type { AskRequest } from '@retable/client'
import { contentHash, promptAsText, type Conversation, type JudgeAnswer, type JudgeTask } from '@retable/core'
import type { Store } from '@retable/store'
import { keyOf, sampleSeed, type Wanted } from '../../eval/sample.ts'
import { samplingOf, type Asking } from './asking.ts'

/** A conversation under way. */
export interface Talk {
  readonly conversation: Conversation
  readonly name: string
  readonly answers: JudgeAnswer[]
  /** Hashes of the prompts so far, to tell the same prompt again. */
  readonly asked: string[]
  hasFailed: boolean
}

/** The conversations of each task, before anything is said. */
export function talksOf(tasks: readonly JudgeTask[], { of }: Asking): readonly (readonly Talk[])[] {
  return tasks.map(({ id, conversations }) =>
    conversations.map((conversation): Talk => {
      const name = `${of}/${id}/${conversation.id}`
      return { conversation, name, answers: [], asked: [], hasFailed: false }
    }),
  )
}

/** What is to be asked next, each request once, with the conversations that wait for it. */
export function waitingFor(open: readonly Talk[], asking: Asking) {
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

/** How many first requests tasks take, and how many of them the store has the answers to. */
export function firstRequests(
  tasks: readonly JudgeTask[],
  asking: Asking,
  store: Pick<Store, 'answers'>,
): { readonly wanted: number; readonly stored: number } {
  const keys = [...waitingFor(talksOf(tasks, asking).flat(), asking).keys()]
  return { wanted: keys.length, stored: store.answers(keys).size }
}
