import type { PromptText } from '../engine/engine.ts'
import type { Judge, JudgeQuestion } from './judge.ts'

/** A judge's prompt, and whether it shows the responses in their own order. */
export interface ShownPrompt {
  readonly order: 'given' | 'swapped'
  readonly prompt: PromptText
}

/**
 * What a judge with a prompt in retable's own words is asked about a question: in the order given, in both orders, or in
 * one that is drawn. A recipe's loop and a benchmark's own-worded way both ask by it.
 *
 * @param isSwapped - draws the order, where it is drawn
 * @throws Error if the judge has no such prompt
 */
export function shownPrompts(
  judge: Pick<Judge, 'id' | 'order' | 'prompt'>,
  question: JudgeQuestion,
  isSwapped: () => boolean,
): readonly ShownPrompt[] {
  const { prompt } = judge
  if (prompt === undefined) {
    throw new Error(`the judge ${judge.id} cannot be asked: it has no prompt in retable's own words`)
  }
  const shown = (order: ShownPrompt['order']): ShownPrompt => {
    const responses = order === 'given' ? question.responses : question.responses.toReversed()
    return { order, prompt: prompt({ ...question, responses }) }
  }
  if (judge.order === 'both') return [shown('given'), shown('swapped')]
  return [shown(judge.order === 'drawn' && isSwapped() ? 'swapped' : 'given')]
}
