import { randomInteger, shuffled, type RandomStream } from '@retable/core'
import { drawUntil } from '../draw-until.ts'
import type { SplitName } from '../word-problems/world.ts'
import { applied, operations, words, type Operation, type Word } from './operations.ts'

/** An instruction: do this with that list of four or five different words. */
export interface ListInstruction {
  readonly operation: Operation
  readonly list: readonly Word[]
}

const lengths = { least: 4, most: 5 } as const

/** Draws an instruction; operations, lengths and words are uniform. */
export function drawInstruction(random: RandomStream): ListInstruction {
  const operation = operations[randomInteger(random, 0, operations.length - 1)]!
  const length = randomInteger(random, lengths.least, lengths.most)
  return { operation, list: shuffled(random, words).slice(0, length) }
}

/** The instruction in words: "reverse: pen cup hat key". */
export function instructionText({ operation, list }: ListInstruction): string {
  return `${operation}: ${list.join(' ')}`
}

/** The instruction that a text is; null for a text that is none. The inverse of {@link instructionText}. */
export function readInstruction(text: string): ListInstruction | null {
  const operation = operations.find((each) => text.startsWith(`${each}: `))
  if (operation === undefined) return null
  const list = text.slice(operation.length + 2).split(' ')
  const areWords = list.every((each) => (words as readonly string[]).includes(each))
  const isList = list.length >= lengths.least && list.length <= lengths.most
  return areWords && isList && new Set(list).size === list.length
    ? { operation, list: list as unknown as readonly Word[] }
    : null
}

/** Which split an instruction belongs to: a tenth is for testing, a tenth for development. */
export function splitOfInstruction({ operation, list }: ListInstruction): SplitName {
  let sum = operations.indexOf(operation)
  for (const word of list) sum = (sum * 31 + words.indexOf(word) + 1) % 997
  return sum % 10 === 0 ? 'test' : sum % 10 === 1 ? 'development' : 'train'
}

/**
 * Instructions of one split, all different. An instruction's split is a fixed function of its operation and words, so two
 * splits share none, whatever the streams.
 *
 * @throws NanoTasksError `nano-tasks/vain-draw` if the split does not hold so many
 */
export function drawInstructions(split: SplitName, size: number, random: RandomStream): ListInstruction[] {
  const drawn = new Map<string, ListInstruction>()
  while (drawn.size < size) {
    const isNew = (one: ListInstruction) =>
      splitOfInstruction(one) === split && !drawn.has(instructionText(one))
    const next = drawUntil(`another ${split} instruction`, () => drawInstruction(random), isNew)
    drawn.set(instructionText(next), next)
  }
  return [...drawn.values()]
}

/** The right response. */
export function rightResponse({ operation, list }: ListInstruction): Word[] {
  return applied(operation, list)
}
