import type { JudgementFile } from '@retable/core'
import { readFastChatAnswers } from '../../../asking/fastchat-answers.ts'
import { judgementError } from '../../../judgements/json-rows.ts'
import type { Question } from './questions.ts'

/**
 * The turns of a file's models by question, for as many models as are to stand in it.
 *
 * @throws RetableError `evaluators/no-judgements` for another number of models, a question that is none, and one turn alone
 */
export function readAnswers(
  file: JudgementFile,
  model: string,
  of: { readonly questions: readonly Question[]; readonly models: number },
): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const known = new Set(of.questions.map(({ id }) => String(id)))
  const byModel = new Map<string, Map<string, readonly string[]>>()
  for (const { question, model: own, turns } of readFastChatAnswers(file, model)) {
    if (!known.has(question)) {
      throw judgementError(
        `${file.name}: ${JSON.stringify(question)} is no question of MT-Bench, which has 81 to 160`,
      )
    }
    if (turns.length < 2)
      throw judgementError(`${file.name}: question ${question} has one turn; MT-Bench has two`)
    const answers = byModel.get(own) ?? new Map<string, readonly string[]>()
    byModel.set(own, answers.set(question, turns))
  }
  if (byModel.size === of.models) return byModel
  const wanted =
    of.models === 1
      ? 'one is judged by itself: give a file for each'
      : 'two are held against each other: name a file with the answers of both'
  throw judgementError(`${file.name} holds answers of ${[...byModel.keys()].join(', ')}; ${wanted}`)
}
