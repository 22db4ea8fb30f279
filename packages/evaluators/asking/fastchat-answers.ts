import type { JudgementFile } from '@retable/core'
import { isObject, judgementError } from '../judgements/json-rows.ts'
import { allRows } from './all-rows.ts'

/** A model's answers to one question, a text for each turn. */
export interface FastChatAnswer {
  readonly question: string
  readonly model: string
  readonly turns: readonly string[]
}

/**
 * Answers as FastChat and Arena-Hard keep them, JSON Lines or an array: `question_id` or `uid`, the model's name in
 * `model_id` or `model`, and the texts in `choices[0].turns`, in the assistant's `messages`, in `turns`, or one in `output`.
 *
 * @param model - the name of a model that the rows do not name
 * @throws RetableError `evaluators/no-judgements` with its place for a row that is none
 */
export function readFastChatAnswers(file: JudgementFile, model: string): FastChatAnswer[] {
  const seen = new Set<string>()
  return allRows(file).map(({ line, value }) => {
    const question = value['question_id'] ?? value['uid']
    const turns = turnsIn(value)
    const where = `${file.name}, line ${line}`
    if ((typeof question !== 'string' && typeof question !== 'number') || turns === null) {
      throw judgementError(
        `${where}: it lacks question_id (or uid), or the texts of its turns (choices, messages, turns or output)`,
      )
    }
    const named = value['model_id'] ?? value['model']
    const answer = { question: String(question), model: typeof named === 'string' ? named : model, turns }
    const key = JSON.stringify([answer.question, answer.model])
    if (seen.has(key))
      throw judgementError(`${where}: ${answer.model} has answered ${answer.question} before`)
    seen.add(key)
    return answer
  })
}

function turnsIn(value: Readonly<Record<string, unknown>>): readonly string[] | null {
  const { choices, messages, turns, output } = value
  if (Array.isArray(choices)) {
    const [first] = choices as readonly unknown[]
    return isObject(first) ? textsIn(first['turns']) : null
  }
  if (Array.isArray(messages)) {
    const own = messages.filter((message) => isObject(message) && message['role'] === 'assistant')
    return textsIn(own)
  }
  return textsIn(turns ?? (output === undefined ? undefined : [output]))
}

/** Texts as they are, as an object's `content`, or as its `answer`. */
function textsIn(values: unknown): readonly string[] | null {
  if (!Array.isArray(values) || values.length === 0) return null
  const texts = values.map(textIn)
  return texts.every((text) => text !== null) ? texts : null
}

function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (!isObject(value)) return null
  return textIn(value['content'] ?? value['answer'] ?? null)
}
