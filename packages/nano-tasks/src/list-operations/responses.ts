import { rightResponse, type ListInstruction } from './instructions.ts'

/** What stands at one position of the right response and of another; null where a list has ended. */
export type Position = readonly [own: string | null, their: string | null]

/** The words of a response. */
export function wordsOf(response: string): string[] {
  return response.split(/\s+/).filter((word) => word !== '')
}

/** A response as a model writes it: a space before each word. */
export function responseText(list: readonly string[]): string {
  return list.map((word) => ` ${word}`).join('')
}

/** The right response and another side by side, as far as the longer one goes. */
export function positionsOf(instruction: ListInstruction, response: string): Position[] {
  const [own, their] = [rightResponse(instruction), wordsOf(response)]
  return Array.from({ length: Math.max(own.length, their.length) }, (_, i) => [
    own[i] ?? null,
    their[i] ?? null,
  ])
}

/** How good any text is as a response, in whole points: 5 less one for each position that differs, and 0 at least. */
export function qualityOf(instruction: ListInstruction, response: string): number {
  const different = positionsOf(instruction, response).filter(([own, their]) => own !== their).length
  return Math.max(0, 5 - different)
}
