import type { Judge } from '@retable/core'
import { readInstruction, type ListInstruction } from './instructions.ts'
import { operations, words } from './operations.ts'
import { positionsOf, qualityOf } from './responses.ts'

/** The word that a response chatters with; it stands in no list. */
export const chatter = 'ok'

const [answer, review, check, score] = ['\nAnswer:', '\nReview:', '\nCheck:', '\nScore: '] as const
const absent = 'none'

/** What asks a model to write an instruction. */
export const newInstructionPrompt = 'New instruction:\n'

/** What asks a model to carry an instruction out; a response begins with a space. */
export function answerPrompt(instruction: string): string {
  return instruction + answer
}

/** What asks a model to review a response. */
export function reviewPrompt(instruction: string, response: string): string {
  return answerPrompt(instruction) + response + review
}

/** What asks a model to check a response position by position, without a score: it is met in textbooks only. */
export function checkPrompt(instruction: string, response: string): string {
  return answerPrompt(instruction) + response + check
}

/** A right check: of each position the right word, the response's, and whether they agree: " key key = cup hat x". */
export function checkText(instruction: ListInstruction, response: string): string {
  return positionsOf(instruction, response)
    .map(([own, their]) => ` ${own ?? absent} ${their ?? absent} ${own === their ? '=' : 'x'}`)
    .join('')
}

/** A careful review, right in all: the check, then the score that follows from it. */
export function carefulReview(instruction: ListInstruction, response: string): string {
  return checkText(instruction, response) + scoreLine(qualityOf(instruction, response))
}

/** The line that a review ends with; a lenient review is this line alone. */
export function scoreLine(points: number): string {
  return score + points
}

/**
 * A model as the judge of list operations: it reviews one response, and its score is read from the last line. What stands
 * before it is not looked at: a check that is wrong, or says other than the score, is the model's own affair.
 */
export const listReview: Judge<number> = {
  id: 'list-review',
  version: '1',
  source: 'the nano tier’s own: a check position by position, then a score of 0 to 5',
  asks: 'single',
  order: 'given',
  ties: 'none',
  errors: 'left out',
  prompt: ({ instruction, responses: [response = ''] }) => reviewPrompt(instruction, response),
  parse(text) {
    const at = text.lastIndexOf(score)
    const points = at === -1 ? '' : text.slice(at + score.length)
    return /^[0-5]$/.test(points) ? Number(points) : null
  },
  aggregation: 'The mean of the scores that could be read; a response without any has none.',
}

/**
 * How good a response is to an instruction in words, exactly.
 *
 * @throws RangeError for a text that is no instruction
 */
export function exactQuality(instruction: string, response: string): number {
  const read = readInstruction(instruction)
  if (read === null) throw new RangeError(`${JSON.stringify(instruction)} is no instruction of this world`)
  return qualityOf(read, response)
}

/** The pieces of text that a model of this world reads and writes: one token each. */
export const listPieces: readonly string[] = [
  newInstructionPrompt,
  ...operations.map((operation) => `${operation}:`),
  ...[...words, chatter, absent, '=', 'x'].map((word) => ` ${word}`),
  ...[answer, review, check, score],
  ...[0, 1, 2, 3, 4, 5].map(String),
]
