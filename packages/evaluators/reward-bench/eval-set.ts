import type { JudgementFile } from '@retable/core'
import { isObject } from '../judgements/json-rows.ts'
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
 * @returns null if the file is none
 */
export function readEvalSet(file: JudgementFile): Results | null {
  const text = new TextDecoder().decode(file.bytes)
  if (!text.trimStart().startsWith('{')) return null
  const value = parsed(text)
  return isObject(value) ? evalSetResults(value) : null
}

/** Subsets of such an object; null if it has none. */
export function evalSetResults(value: Readonly<Record<string, unknown>>): Results | null {
  const found = Object.entries(value).flatMap(([id, accuracy]) => {
    if (!isSubset(id) || typeof accuracy !== 'number' || !(accuracy >= 0 && accuracy <= 1)) return []
    // Sizes of the other sets are not used by any section; one item leaves their standard error open.
    const n = subsetOf.get(id)?.items ?? 1
    const right = accuracy * n
    return [[id, { right, rightSquared: right, n }] as const]
  })
  return found.length === 0 ? null : new Map(found)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
