import { randomInteger, type PromptedText, type RandomStream } from '@retable/core'
import { drawUntil } from '../draw-until.ts'
import {
  drawInstruction,
  instructionText,
  rightResponse,
  splitOfInstruction,
  type ListInstruction,
} from './instructions.ts'
import { applied, type Operation } from './operations.ts'
import { qualityOf, responseText } from './responses.ts'
import {
  answerPrompt,
  carefulReview,
  chatter,
  checkPrompt,
  checkText,
  newInstructionPrompt,
  reviewPrompt,
  scoreLine,
} from './reviews.ts'

/**
 * How the writers of a corpus respond; shares add up to 1. It is planted on purpose, so that a model can do more than it
 * shows, and is named wherever a result is shown.
 */
export interface ResponseHabits {
  readonly right: number
  /** Another operation is carried out, always the same one in its place. */
  readonly confused: number
  /** Two neighbours change places. */
  readonly swapped: number
  /** The last word is left out. */
  readonly dropped: number
  /** A word stands twice, in its neighbour's place as well. */
  readonly doubled: number
  /** A word is added that is in no list. */
  readonly chatter: number
}

/** Which operation is carried out in an operation's place. */
export const confusedWith: Readonly<Record<Operation, Operation>> = {
  copy: 'reverse',
  reverse: 'copy',
  'swap ends': 'copy',
  'rotate left': 'rotate right',
  'rotate right': 'rotate left',
  'drop first': 'copy',
}

/** A response in the writers' own way. */
export function habitualResponse(
  random: RandomStream,
  instruction: ListInstruction,
  habits: ResponseHabits,
): string {
  let left = random()
  const kinds = Object.keys(habits) as (keyof ResponseHabits)[]
  const kind = kinds.find((each) => (left -= habits[each]) < 0) ?? 'right'
  return responseText(changed(random, instruction, kind))
}

function changed(random: RandomStream, instruction: ListInstruction, kind: keyof ResponseHabits): string[] {
  const list: string[] = rightResponse(instruction)
  const at = () => randomInteger(random, 0, list.length - 2)
  switch (kind) {
    case 'right':
      return list
    case 'confused':
      return applied(confusedWith[instruction.operation], instruction.list)
    case 'swapped': {
      const i = at()
      return [...list.slice(0, i), list[i + 1]!, list[i]!, ...list.slice(i + 2)]
    }
    case 'dropped':
      return list.slice(0, -1)
    case 'doubled': {
      const i = at()
      return [...list.slice(0, i + 1), list[i]!, ...list.slice(i + 2)]
    }
    case 'chatter':
      return [...list, chatter]
  }
}

/** An instruction for training. */
export function trainingInstruction(random: RandomStream): ListInstruction {
  const isForTraining = (one: ListInstruction) => splitOfInstruction(one) === 'train'
  return drawUntil('an instruction for training', () => drawInstruction(random), isForTraining)
}

/** IFT: an instruction with one response (arXiv 2401.10020v3, section 2.1). */
export interface InstructionRow extends PromptedText {
  readonly instruction: string
}

/** Draws a row of IFT. */
export function instructionRow(random: RandomStream, habits: ResponseHabits): InstructionRow {
  const one = trainingInstruction(random)
  const instruction = instructionText(one)
  return { instruction, prompt: answerPrompt(instruction), completion: habitualResponse(random, one, habits) }
}

/**
 * EFT: reviews of responses, several to an instruction, all of them right; those that give 4 points are thinned out
 * (arXiv 2401.10020v3, section 3.1.1).
 */
export function reviewRows(
  random: RandomStream,
  options: {
    readonly size: number
    readonly habits: ResponseHabits
    readonly responses: number
    /** Share of the reviews with 4 points that are left out. */
    readonly thinned: number
  },
): PromptedText[] {
  const { size, habits, responses, thinned } = options
  const rows: PromptedText[] = []
  while (rows.length < size) {
    const one = trainingInstruction(random)
    for (let i = 0; i < responses; i += 1) {
      const response = habitualResponse(random, one, habits)
      if (qualityOf(one, response) === 4 && random() < thinned) continue
      rows.push({
        prompt: reviewPrompt(instructionText(one), response),
        completion: carefulReview(one, response),
      })
    }
  }
  return rows.slice(0, size)
}

/** What a model reads before it is taught anything: texts of each kind in every batch. */
export interface ReadingPlan {
  readonly batches: number
  readonly rows: {
    /** A response to an instruction, and its right check without a score. */
    readonly checks: number
    /** A response to an instruction, and a score that follows from nothing in it. */
    readonly reviews: number
    readonly instructions: number
  }
  readonly habits: ResponseHabits
  /** Share of the lenient reviews that give 3, 4 and 5 points; they add up to 1. */
  readonly lenient: Readonly<Record<3 | 4 | 5, number>>
}

/** Draws the reading, batch by batch, from training instructions only. Responses are read with what follows on them. */
export function drawReading(
  { batches, rows, habits, lenient }: ReadingPlan,
  random: RandomStream,
): PromptedText[] {
  const responded = (follow: (one: ListInstruction, instruction: string, response: string) => string) => {
    const one = trainingInstruction(random)
    const instruction = instructionText(one)
    const text = follow(one, instruction, habitualResponse(random, one, habits))
    return { prompt: instruction, completion: text.slice(instruction.length) }
  }
  const points = () => {
    const drawn = random()
    return drawn < lenient[3] ? 3 : drawn < lenient[3] + lenient[4] ? 4 : 5
  }
  const draw = {
    checks: () =>
      responded((one, instruction, response) => {
        return checkPrompt(instruction, response) + checkText(one, response)
      }),
    reviews: () =>
      responded((_one, instruction, response) => reviewPrompt(instruction, response) + scoreLine(points())),
    instructions: () => ({
      prompt: newInstructionPrompt,
      completion: instructionText(trainingInstruction(random)),
    }),
  }
  const kinds = Object.keys(draw) as (keyof typeof draw)[]
  const batch = () => kinds.flatMap((kind) => Array.from({ length: rows[kind] }, () => draw[kind]()))
  return Array.from({ length: batches }, batch).flat()
}

/** Responses of one instruction that people would rank without a tie, in the order in which they were written. */
export function rankedResponses(
  random: RandomStream,
  instruction: ListInstruction,
  options: { readonly habits: ResponseHabits; readonly responses: number },
): string[] {
  const write = () =>
    Array.from({ length: options.responses }, () => habitualResponse(random, instruction, options.habits))
  const areRanked = (responses: readonly string[]) =>
    new Set(responses.map((response) => qualityOf(instruction, response))).size === responses.length
  return drawUntil('responses of different quality', write, areRanked)
}
