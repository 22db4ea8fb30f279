import { randomInteger, type RandomStream } from '@retable/core'
import { drawUntil } from '../draw-until.ts'

/** One change of a count: a verb with its direction, and by how much. */
export interface Change {
  readonly verb: number
  readonly amount: number
}

/** A word problem in the manner of GSM8K: a person has some things; two to four changes follow. */
export interface WordProblem {
  readonly name: number
  readonly object: number
  readonly start: number
  readonly changes: readonly Change[]
  readonly answer: number
}

/** The words; the first half of the verbs adds, the second takes away. */
export const names = ['Mia', 'Omar', 'Ivy', 'Leo'] as const
export const objects = ['apples', 'coins', 'shells', 'cards'] as const
export const verbs = [
  'finds',
  'buys',
  'wins',
  'picks',
  'gets',
  'earns',
  'grows',
  'makes',
  'loses',
  'sells',
  'eats',
  'drops',
  'gives',
  'trades',
  'breaks',
  'spends',
] as const

/** Limits of every problem: all counts on the way lie in 0..39, so that each is one token. */
const limits = { changes: [2, 4], start: [2, 39], amount: [2, 5], most: 39 } as const

/** 1 for a verb that adds, −1 for one that takes away. */
export function signOf(verb: number): 1 | -1 {
  return verb < verbs.length / 2 ? 1 : -1
}

/** Draws a problem; verbs are uniform, and a change that would leave the limits is drawn again. */
export function drawProblem(random: RandomStream): WordProblem {
  const start = randomInteger(random, ...limits.start)
  const count = randomInteger(random, ...limits.changes)
  const changes: Change[] = []
  let value = start
  const drawChange = () => {
    const verb = randomInteger(random, 0, verbs.length - 1)
    const amount = randomInteger(random, ...limits.amount)
    return { verb, amount, next: value + signOf(verb) * amount }
  }
  while (changes.length < count) {
    const isWithin = ({ next }: { readonly next: number }) => next >= 0 && next <= limits.most
    const { verb, amount, next } = drawUntil('a change within the limits', drawChange, isWithin)
    changes.push({ verb, amount })
    value = next
  }
  const name = randomInteger(random, 0, names.length - 1)
  const object = randomInteger(random, 0, objects.length - 1)
  return { name, object, start, changes, answer: value }
}

/** The problem as a prompt, for instance "Mia has 12 apples, finds 3, loses 2. How many now?\n". */
export function promptOf({ name, object, start, changes }: WordProblem): string {
  const steps = changes.map(({ verb, amount }) => `, ${verbs[verb]} ${amount}`)
  return `${names[name]} has ${start} ${objects[object]}${steps.join('')}. How many now?\n`
}

/** What introduces the answer in every response. */
export const answerMarker = 'Final answer: '

/** A response that works every step out: "12 + 3 = 15 - 2 = 13\nFinal answer: 13". */
export function workedSolution({ start, changes, answer }: WordProblem): string {
  let value = start
  const steps = changes.map(({ verb, amount }) => {
    value += signOf(verb) * amount
    return ` ${signOf(verb) > 0 ? '+' : '-'} ${amount} = ${value}`
  })
  return `${start}${steps.join('')}\n${answerMarker}${answer}`
}

/** Which split a problem belongs to, told from the problem itself: no problem can be in two. */
export type SplitName = 'train' | 'test' | 'development'

/**
 * Problems of one split, all different. A problem's split is a fixed function of its numbers and verbs (name and object
 * aside), so two splits share no problem, whatever the streams.
 *
 * @throws NanoTasksError `nano-tasks/vain-draw` if the split does not hold so many
 */
export function drawSplit(split: SplitName, size: number, random: RandomStream): WordProblem[] {
  const seen = new Set<string>()
  const problems: WordProblem[] = []
  while (problems.length < size) {
    const isNew = (problem: WordProblem) => splitOf(problem) === split && !seen.has(promptOf(problem))
    const problem = drawUntil(`another ${split} problem`, () => drawProblem(random), isNew)
    seen.add(promptOf(problem))
    problems.push(problem)
  }
  return problems
}

/** A tenth of all problems are for testing, a tenth for development. */
export function splitOf({ start, changes }: WordProblem): SplitName {
  let sum = start
  for (const { verb, amount } of changes) sum = (sum * 31 + verb * 7 + amount) % 997
  return sum % 10 === 0 ? 'test' : sum % 10 === 1 ? 'development' : 'train'
}

/** The pieces of text that a model of this task reads and writes: one token each. */
export const pieces: readonly string[] = [
  ...Array.from({ length: 100 }, (_, n) => String(n)),
  ...[' has ', '. How many now?\n', ' + ', ' - ', ' = ', ' plus ', ' minus ', ' gives ', `\n${answerMarker}`],
  ...names,
  ...objects.map((object) => ` ${object}`),
  ...verbs.map((verb) => `, ${verb} `),
]
