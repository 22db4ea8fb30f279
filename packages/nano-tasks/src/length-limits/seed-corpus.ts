import { randomInteger, type PreferencePair, type PromptedText, type RandomStream } from '@retable/core'
import { drawUntil } from '../draw-until.ts'
import { applied } from '../list-operations/operations.ts'
import { responseText } from '../list-operations/responses.ts'
import {
  drawInstruction,
  instructionText,
  largestLimit,
  listLength,
  qualityOf,
  splitOfInstruction,
  withWordLimit,
  type ListInstruction,
} from './world.ts'

/** Words of a response whose writer is told no limit. */
const lengths = [2, listLength] as const

/** How far below a limit a writer who keeps it may end. */
const shortOfLimit = 2

/** What the seed corpus is made like. It is planted on purpose, and is named wherever a result is shown. */
export interface LimitHabits {
  /** Share of instructions that state a limit. */
  readonly limited: number
  /** Share of those whose writer keeps it; the others write as if there were none. */
  readonly kept: number
  /** Share of responses, of two words or more, in which two neighbours are swapped. */
  readonly slips: number
}

/** The first words of an instruction's result, with a slip now and then. */
export function writeResponse(
  random: RandomStream,
  { operation, words }: ListInstruction,
  { length, slips }: { readonly length: number; readonly slips: number },
): string {
  const written = applied(operation, words).slice(0, length)
  if (random() < slips && written.length > 1) {
    const at = randomInteger(random, 0, written.length - 2)
    ;[written[at], written[at + 1]] = [written[at + 1]!, written[at]!]
  }
  return responseText(written)
}

/** A response of a writer who is told no limit: 2 to 8 words, each number as likely. */
export function writeFreely(random: RandomStream, instruction: ListInstruction, slips: number): string {
  return writeResponse(random, instruction, { length: randomInteger(random, ...lengths), slips })
}

/** Texts of training instructions in the writers' way: some state a limit, and some of these keep it. */
export function drawLimitCorpus(size: number, habits: LimitHabits, random: RandomStream): PromptedText[] {
  return Array.from({ length: size }, () => {
    const instruction = drawForTraining(random)
    const prompt = instructionText(instruction)
    if (random() >= habits.limited) {
      return { prompt, completion: writeFreely(random, instruction, habits.slips) }
    }
    const limit = randomInteger(random, 1, largestLimit)
    const most = Math.min(limit, listLength)
    const completion =
      random() < habits.kept
        ? writeResponse(random, instruction, {
            length: randomInteger(random, Math.max(1, most - shortOfLimit), most),
            slips: habits.slips,
          })
        : writeFreely(random, instruction, habits.slips)
    return { prompt: withWordLimit(prompt, limit), completion }
  })
}

/** Texts without limits, of training instructions. */
export function drawExamples(size: number, slips: number, random: RandomStream): PromptedText[] {
  return drawLimitCorpus(size, { limited: 0, kept: 0, slips }, random)
}

/**
 * Pairs without limits, of training instructions: two responses that are not equally good, the better one chosen. Length
 * pays where words are right, so that most winners are longer: that preference is planted.
 */
export function drawPairs(size: number, slips: number, random: RandomStream): PreferencePair[] {
  const draw = () => {
    const instruction = drawForTraining(random)
    const responses = [writeFreely(random, instruction, slips), writeFreely(random, instruction, slips)]
    const qualities = responses.map((response) => qualityOf(instruction, response).quality)
    return { instruction, responses, lead: qualities[0]! - qualities[1]! }
  }
  return Array.from({ length: size }, () => {
    const { instruction, responses, lead } = drawUntil('a pair', draw, (one) => one.lead !== 0)
    const [chosen, rejected] = lead > 0 ? responses : responses.toReversed()
    return { prompt: instructionText(instruction), chosen: chosen!, rejected: rejected! }
  })
}

function drawForTraining(random: RandomStream): ListInstruction {
  const isForTraining = (one: ListInstruction) => splitOfInstruction(one) === 'train'
  return drawUntil('an instruction for training', () => drawInstruction(random), isForTraining)
}
