import type { Conversation, JudgeAnswer } from '@retable/core'
import { askedOnce } from './asked-once.ts'

/** A reward model's number for one response. */
export function rewardConversation(id: string, prompt: string, response: string): Conversation {
  return askedOnce(
    id,
    { prompt, response, sampling: { temperature: 0, topP: 1, maxTokens: 1 } },
    { hasVerdict: ([answer]) => Number.isFinite(rewardOf(answer!)) },
  )
}

/** The number in an answer to it. */
export function rewardOf({ text }: JudgeAnswer): number {
  return JSON.parse(text) as number
}
