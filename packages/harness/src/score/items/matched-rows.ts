import type { Assets } from '@retable/assets'
import type { Benchmark, ReadRow, Variant } from '@retable/core'
import type { Step } from '../threads/grade-ahead.ts'
import { itemMatcher } from './match-item.ts'
import { withWholeId } from './whole-id.ts'
import { withoutFailed } from '../faults/lost-rows.ts'
import type { SameGold } from './same-gold.ts'

/** Puts the item beside each row of outputs, and what a variant has to grade. */
export async function* matchedRows(
  rows: AsyncIterable<ReadRow>,
  options: {
    readonly benchmark: Benchmark
    readonly variant: Variant
    readonly assets: Assets
    readonly fileName: string
    readonly isSameGold: SameGold
    /** Whether an output that the model never gave is graded as an empty one. */
    readonly gradesFailed: boolean
    readonly signal?: AbortSignal | undefined
  },
): AsyncGenerator<Step> {
  const { benchmark, variant, assets, fileName, isSameGold, gradesFailed, signal } = options
  const matchOf = itemMatcher(benchmark, assets, {
    needsItem: variant.needsItem === true,
    isSameGold,
    signal,
  })
  for await (const read of rows) {
    const given = gradesFailed ? read : withoutFailed(read)
    if (given.kind !== 'output') {
      yield { row: given }
      continue
    }
    const row = withWholeId(given, benchmark)
    const match = await matchOf(row)
    if ('broken' in match) {
      yield { row, match }
      continue
    }
    const { gold, item } = match
    yield {
      row,
      match,
      job: { outputs: row.outputs, context: { gold, fileName, ...(item ? { item } : {}) } },
    }
  }
}
