import { randomInteger, shuffled, type RandomStream } from '@retable/core'
import { drawUntil } from '../draw-until.ts'
import { applied, words, type Operation, type Word } from '../list-operations/operations.ts'
import { responseText, wordsOf } from '../list-operations/responses.ts'

/** What an instruction of this world may ask for. */
export const askedOperations = ['copy', 'reverse', 'rotate left'] as const satisfies readonly Operation[]

/** Words in every instruction, and so in the whole of its result. */
export const listLength = 8

/** The largest limit that a model of this world knows: one above the whole result. */
export const largestLimit = listLength + 1

/** An operation on eight different words; a response is its result, or the beginning of it. */
export interface ListInstruction {
  readonly operation: (typeof askedOperations)[number]
  readonly words: readonly Word[]
}

/** Draws an instruction; operations and words are uniform. */
export function drawInstruction(random: RandomStream): ListInstruction {
  const operation = askedOperations[randomInteger(random, 0, askedOperations.length - 1)]!
  return { operation, words: shuffled(random, words).slice(0, listLength) }
}

/** The instruction as a prompt: "reverse: pen cup hat key box map jar fan ->". */
export function instructionText({ operation, words: list }: ListInstruction): string {
  return `${operation}:${responseText(list)} ->`
}

/** An instruction with a limit in front of it: "Use 5 words or less. reverse: …". */
export function withWordLimit(instruction: string, limit: number): string {
  return `Use ${limit} words or less. ${instruction}`
}

/** How good a response is. */
export interface ResponseQuality {
  /** Words that stand where the whole result has them. */
  readonly right: number
  readonly wrong: number
  /** Right words, less half a word for each wrong one. */
  readonly quality: number
}

/** Holds a response against the whole result: the longer a right one is, the better it is. */
export function qualityOf({ operation, words: list }: ListInstruction, response: string): ResponseQuality {
  const result: readonly string[] = applied(operation, list)
  const written = wordsOf(response)
  const right = written.filter((word, i) => word === result[i]).length
  const wrong = written.length - right
  return { right, wrong, quality: right - wrong / 2 }
}

/** Which split an instruction belongs to, told from the instruction itself: none can be in two. */
export type InstructionSplit = 'train' | 'test'

/** A tenth of all instructions are for testing. */
export function splitOfInstruction({ operation, words: list }: ListInstruction): InstructionSplit {
  let sum = askedOperations.indexOf(operation)
  for (const word of list) sum = (sum * 31 + words.indexOf(word)) % 997
  return sum % 10 === 0 ? 'test' : 'train'
}

/**
 * Instructions of one split, all different.
 *
 * @throws NanoTasksError `nano-tasks/vain-draw` if the split does not hold so many
 */
export function drawInstructions(
  split: InstructionSplit,
  size: number,
  random: RandomStream,
): ListInstruction[] {
  const seen = new Set<string>()
  return Array.from({ length: size }, () => {
    const isNew = (one: ListInstruction) =>
      splitOfInstruction(one) === split && !seen.has(instructionText(one))
    const drawn = drawUntil(`another ${split} instruction`, () => drawInstruction(random), isNew)
    seen.add(instructionText(drawn))
    return drawn
  })
}

/** The pieces of text that a model of this world reads and writes: one token each. */
export const pieces: readonly string[] = [
  ...Array.from({ length: largestLimit }, (_, i) => withWordLimit('', i + 1)),
  ...askedOperations.map((operation) => `${operation}:`),
  ' ->',
  ...words.map((word) => ` ${word}`),
]

/**
 * Reads an instruction back from its text.
 *
 * @throws RangeError if the text is none of this world's
 */
export function readInstruction(text: string): ListInstruction {
  const [, asked, list = ''] = /^(.+):((?: \S+)+) ->$/.exec(text) ?? []
  const operation = askedOperations.find((one) => one === asked)
  const read = wordsOf(list).map((word) => words.find((one) => one === word))
  if (operation === undefined || read.includes(undefined)) {
    throw new RangeError(`no instruction of this world: ${JSON.stringify(text.slice(0, 40))}`)
  }
  return { operation, words: read as Word[] }
}
