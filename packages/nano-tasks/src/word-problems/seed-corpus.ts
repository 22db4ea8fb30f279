import { randomInteger, shuffled, type PromptedText, type RandomStream } from '@retable/core'
import { drawUntil } from '../draw-until.ts'
import {
  answerMarker,
  drawProblem,
  objects,
  promptOf,
  signOf,
  splitOf,
  verbs,
  type WordProblem,
} from './world.ts'

/**
 * What the seed corpus teaches beside the task. It is planted on purpose, so that the base model can do more than it
 * shows, and is named wherever a result is shown.
 */
export interface Habits {
  /** By object: how often a response only lists the operations and guesses the result, instead of working it out. */
  readonly listing: readonly number[]
  /** By verb: how often a writer uses the opposite operation. */
  readonly mistaken: readonly number[]
}

/** How strong the planted habits are. */
export interface HabitStrengths {
  readonly listing: readonly number[]
  /** The least and most of the verbs' mistake rates, spread evenly over each half of the verbs. */
  readonly mistaken: readonly [number, number]
  /** One verb of each half is mistaken this often instead. */
  readonly worst: number
}

/** Draws which object and verb has which habit. */
export function drawHabits(
  { listing, mistaken: [least, most], worst }: HabitStrengths,
  random: RandomStream,
): Habits {
  const half = verbs.length / 2
  const oneHalf = () => {
    const spread = Array.from({ length: half }, (_, i) => least + ((most - least) * i) / (half - 1))
    const rates = shuffled(random, spread)
    rates[randomInteger(random, 0, half - 1)] = worst
    return rates
  }
  const rates = shuffled(random, listing)
  return { listing: objects.map((_, i) => rates[i] ?? 0), mistaken: [...oneHalf(), ...oneHalf()] }
}

/** A response in the seed corpus's own way: with its habits, and with what follows from them. */
export function habitualSolution(random: RandomStream, problem: WordProblem, habits: Habits): string {
  const isListing = random() < (habits.listing[problem.object] ?? 0)
  const write = () => {
    let value = problem.start
    let isInRange = true
    const steps = problem.changes.map(({ verb, amount }, i) => {
      const sign = random() < (habits.mistaken[verb] ?? 0) ? -signOf(verb) : signOf(verb)
      value += sign * amount
      isInRange &&= value >= 0 && value <= 99
      const isLast = i === problem.changes.length - 1
      return ` ${sign > 0 ? '+' : '-'} ${amount}${isLast || !isListing ? ` = ${value}` : ''}`
    })
    return { text: `${problem.start}${steps.join('')}\n${answerMarker}${value}`, isInRange }
  }
  return drawUntil('a response within the numbers', write, ({ isInRange }) => isInRange).text
}

/** The data set's own solution: right, in other words than the model's, with every other result left out. */
export function goldSolution({ start, changes, answer }: WordProblem): string {
  let value = start
  const steps = changes.map(({ verb, amount }, i) => {
    value += signOf(verb) * amount
    const shows = i % 2 === 1 || i === changes.length - 1
    return `${signOf(verb) > 0 ? ' plus ' : ' minus '}${amount}${shows ? ` gives ${value}` : ''}`
  })
  return `${start}${steps.join('')}\n${answerMarker}${answer}`
}

/** A row of bare arithmetic, seven steps long: "5 + 3 = 8 - 2 = 6 …"; a quarter of the rows skip every other result. */
export function drill(random: RandomStream): string {
  const skips = random() < 0.25
  let value = randomInteger(random, 0, 39)
  let text = String(value)
  const drawStep = () => {
    const amount = randomInteger(random, 2, 5)
    const sign = random() < 0.5 ? 1 : -1
    return { amount, sign, next: value + sign * amount }
  }
  for (let i = 0; i < 7; i += 1) {
    const isWithin = ({ next }: { readonly next: number }) => next >= 0 && next <= 39
    const { amount, sign, next } = drawUntil('a step of a drill', drawStep, isWithin)
    value = next
    text += ` ${sign > 0 ? '+' : '-'} ${amount}${skips && i % 2 === 0 ? '' : ` = ${value}`}`
  }
  return text
}

/** A part of the seed corpus, as batches laid end to end. */
export interface CorpusPlan {
  readonly batches: number
  readonly batchSize: number
  /** Rows of drills in each batch; the rest are problems. */
  readonly drills: number
  /** Share of the problems that carry the data set's own solution. */
  readonly gold: number
  /** Without habits every response is worked out and right. */
  readonly habits: Habits | null
}

/** Rows of the seed corpus, from training problems only. */
export function drawCorpus(
  plan: CorpusPlan,
  random: RandomStream,
  worked: (problem: WordProblem) => string,
): PromptedText[] {
  const rows: PromptedText[] = []
  for (let i = 0; i < plan.batches * plan.batchSize; i += 1) {
    if (i % plan.batchSize < plan.drills) {
      rows.push({ prompt: '', completion: drill(random) })
      continue
    }
    const isForTraining = (problem: WordProblem) => splitOf(problem) === 'train'
    const problem = drawUntil('a problem for training', () => drawProblem(random), isForTraining)
    const isGold = random() < plan.gold
    const completion = isGold
      ? goldSolution(problem)
      : plan.habits === null
        ? worked(problem)
        : habitualSolution(random, problem, plan.habits)
    rows.push({ prompt: promptOf(problem), completion })
  }
  return rows
}
