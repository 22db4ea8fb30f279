import type { Conversation, JudgeAnswer, Message, Sampling } from '@retable/core'
import { labelsIn, labelVerdict, readLabel } from '../judgements/arena-label.ts'

/** What a judge without any label is asked once more. */
const again = 'continue your judgment and finish by outputting a final verdict label'

/**
 * A judge's two attempts at a label, as Arena-Hard's gen_judgment.py and JudgeBench's ArenaHard ask for it: it is asked to
 * go on where there is no label at all; different labels end it at once.
 */
export function arenaConversation(id: string, messages: readonly Message[]): Conversation {
  return {
    id,
    next(answers) {
      if (answers.length === 0) return { prompt: messages, sampling }
      if (answers.length > 1 || labelsIn(judgmentOf(answers)).size > 0) return null
      const prompt: Message[] = [
        ...messages,
        { role: 'assistant', content: answers[0]!.text },
        { role: 'user', content: again },
      ]
      return { prompt, sampling }
    },
    verdict: (answers) => labelVerdict(readLabel(judgmentOf(answers)))?.verdict ?? null,
    hasVerdict: (answers) => labelVerdict(readLabel(judgmentOf(answers))) !== null,
  }
}

/** The texts of all attempts, each behind a line break, as the programs keep them. */
export function judgmentOf(answers: readonly JudgeAnswer[]): string {
  return answers.map(({ text }) => `\n${text}`).join('')
}

const sampling: Sampling = { temperature: 0, topP: 1, maxTokens: 4096 }
