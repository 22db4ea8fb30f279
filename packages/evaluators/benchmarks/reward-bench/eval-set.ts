import type { Judgements } from '@retable/core'
import { judgementError } from '../../judgements/json-rows.ts'
import { shown } from '../../judgements/shown.ts'
import type { Results } from './score.ts'
import { priorSets, subsetOf } from './subsets.ts'

/** Test sets of older data that the program also scores, without a place in any section. */
const otherSets: readonly string[] = ['anthropic_harmless', 'mtbench_gpt4', 'mtbench_human']

/** Whether RewardBench has a subset of this name, counted in a section or not. */
export function isSubset(id: string): boolean {
  return subsetOf.has(id) || priorSets.includes(id) || otherSets.includes(id)
}

/**
 * The program's file of a model's results: one JSON object with an accuracy for each subset, beside `model`,
 * `model_type` and `chat_template`.
 *
 * @returns null if the object is none
 * @throws RetableError `evaluators/no-judgements` if an accuracy is no number from 0 to 1
 */
export function readEvalSet(value: Readonly<Record<string, unknown>>, { name }: Judgements): Results | null {
  const wrong = Object.entries(value).find(([id, accuracy]) => isSubset(id) && !isAccuracy(accuracy))
  if (wrong !== undefined) {
    const [id, accuracy] = wrong
    const advice =
      typeof accuracy === 'number' && accuracy > 1 && accuracy <= 100
        ? '; a percentage is to be divided by 100'
        : ''
    throw judgementError(`${name}: ${id} is ${shown(accuracy)}, no accuracy from 0 to 1${advice}`)
  }
  return evalSetResults(value)
}

/** Subsets of such an object; null if it has none. */
export function evalSetResults(value: Readonly<Record<string, unknown>>): Results | null {
  const found = Object.entries(value).flatMap(([id, accuracy]) => {
    if (!isSubset(id) || !isAccuracy(accuracy)) return []
    const items = subsetOf.get(id)?.items
    // Sizes of the other sets are in no file at hand: their figure stands without a standard error.
    if (items === undefined)
      return [[id, { right: accuracy, rightSquared: accuracy, n: 1, isSizeUnknown: true }] as const]
    const right = accuracy * items
    return [[id, { right, rightSquared: right, n: items }] as const]
  })
  return found.length === 0 ? null : new Map(found)
}

function isAccuracy(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1
}
