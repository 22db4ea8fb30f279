import type { Conversation, JudgeAnswer, JudgePrompt, JudgementRow, JudgeTask, Sampling } from '@retable/core'

/** A conversation of one prompt and its answer. */
export function askedOnce(
  id: string,
  prompt: JudgePrompt | (() => JudgePrompt),
  read: Pick<Conversation, 'hasVerdict' | 'verdict'> = {},
): Conversation {
  return {
    id,
    next: (answers) => (answers.length > 0 ? null : typeof prompt === 'function' ? prompt() : prompt),
    ...read,
  }
}

/** A verdict that a judge's text tells, on which votes can be counted. */
export function readBy(
  parse: (text: string) => string | null,
): Required<Pick<Conversation, 'hasVerdict' | 'verdict'>> {
  const verdict = ([answer]: readonly JudgeAnswer[]) => parse(answer!.text)
  return { verdict, hasVerdict: (answers) => verdict(answers) !== null }
}

/**
 * A question that a model answers once, the likeliest tokens and without any other prompt.
 *
 * @param row - of a file of outputs, of the answer's text
 */
export function questionTask(
  { id, content, maxTokens }: { readonly id: string; readonly content: string } & Pick<Sampling, 'maxTokens'>,
  row: (text: string) => JudgementRow,
): JudgeTask {
  const sampling = { temperature: 0, topP: 1, maxTokens }
  return {
    id,
    conversations: [askedOnce('answer', { prompt: [{ role: 'user', content }], sampling })],
    row: ([answers = []]) => row(answers[0]!.text),
  }
}
