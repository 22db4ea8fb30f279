import type { Winner } from '../pair-rows.ts'
import { goldenRows } from '../../../golden/comparison.ts'

/** An evaluator's winners on a set, with texts or ratings where the pack has them. */
export interface Decisions {
  readonly evaluator: string
  readonly label: readonly (1 | 2)[]
  /** Winners in the order given and swapped. */
  readonly w0: readonly Winner[]
  readonly w1: readonly Winner[]
  /** Texts of both orders, or ratings of both outputs, where the pack has them. */
  readonly c0?: readonly string[]
  readonly c1?: readonly string[]
  readonly s1?: readonly string[]
  readonly s2?: readonly string[]
}

export const source = 'LLMBar, released results'

const cache = new Map<string, readonly Decisions[]>()

/** Every evaluator's decisions on a set. */
export function decisionsOn(data: string, set: string): readonly Decisions[] {
  const file = `${set.replaceAll('/', '_').replace('^', '')}.decisions.jsonl.gz`
  const rows = cache.get(file) ?? goldenRows<Decisions>(data, file)
  cache.set(file, rows)
  return rows
}
